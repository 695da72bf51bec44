import { Client } from "pg";
import { describe, expect, it } from "vitest";
import { createTestDatabase, type TestConnection } from "./test-cluster.ts";

async function ask(connection: TestConnection, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client(connection);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe("test databases", () => {
  it("are separate from each other, also when made at the same time", async () => {
    const databases = await Promise.all([1, 2, 3, 4].map(() => createTestDatabase()));
    for (const [index, { connection }] of databases.entries()) {
      await ask(connection, `CREATE TABLE mine AS SELECT ${index} AS number`);
    }
    for (const [index, { connection }] of databases.entries()) {
      expect(await ask(connection, "SELECT number FROM mine")).toEqual([{ number: index }]);
    }
    await Promise.all(databases.map((database) => database.drop()));
  });

  it("belong to a role without superuser rights, like the product's own", async () => {
    const { connection, drop } = await createTestDatabase();
    expect(await ask(connection, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user")).toEqual([
      { rolsuper: false },
    ]);
    await drop();
  });

  it("are gone after drop, even with a connection still open", async () => {
    const { connection, admin, drop } = await createTestDatabase();
    const open = new Client(connection);
    open.on("error", () => {});
    await open.connect();
    await drop();
    const names = await ask({ ...admin, database: "postgres" }, "SELECT datname FROM pg_database");
    expect(names).not.toContainEqual({ datname: connection.database });
  });
});
