// The operator of the deployment under test. Whoever signed up first is one by right; a journey cannot know who that was.
import path from "node:path";
import pg from "pg";
import { unwrap } from "../packages/sdk/src/index.ts";
import { type E2ePerson, newPerson } from "./people.ts";

/** Somebody who runs the deployment, named as its owner would name one: in the database, through the server's own socket. */
export async function newOperator(baseURL: string, name = "Olga Operator"): Promise<E2ePerson> {
  const person = await newPerson(baseURL, name);
  const { E2E_DATA_DIR = "" } = process.env;
  const host = path.join(E2E_DATA_DIR, "socket");
  const database = new pg.Client({ host, port: 5432, user: "postgres", database: "oneclaw" });
  await database.connect();
  try {
    await database.query("update users set is_operator = true where email = $1", [person.email]);
  } finally {
    await database.end();
  }
  return person;
}

/** The address that a mail leads to, as the operator reads it in the outbox. */
export async function mailedLink(operator: E2ePerson, to: string): Promise<string> {
  for await (const mail of operator.client.admin.listAllMails()) {
    if (mail.to_address !== to) continue;
    const { text } = unwrap(await operator.client.admin.getMail(mail.id));
    const link = /https?:\/\/\S+/.exec(text)?.[0];
    if (link) return link;
  }
  throw new Error("no mail for this address has a link");
}
