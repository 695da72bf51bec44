// get_env_bundle: a whole .env file that is kept as one secret.
// Must never use up a read of a secret that turns out to be of another type.
import { z } from "zod";
import { parseEnv } from "../../../../lib/dotenv.ts";
import { path, vaultId } from "../arguments.ts";
import { chooseVault } from "../choose-vault.ts";
import { Refusal, take } from "../refusal.ts";
import { answer, defineTool } from "../tool.ts";

export const getEnvBundle = defineTool({
  name: "get_env_bundle",
  title: "Get environment variables",
  description:
    "Fetch a secret of type env_bundle (the text of a .env file) and get its variables as a JSON object of names and values. Use them for the process you start and forget them: never repeat or store them.",
  input: z.strictObject({
    path: path("Path of a secret of type env_bundle, such as 'config/prod-env'"),
    vault_id: vaultId,
  }),
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: false },
  async run({ path, vault_id: wanted }, call) {
    const connection = call.connect();
    const vault_id = await chooseVault(connection, wanted);
    const about = { ...connection, path };
    const { type } = take(await connection.client.secrets.describe(vault_id, path), about);
    if (type !== "env_bundle")
      throw new Refusal(
        `Secret at path '${path}' is of type '${type}', not 'env_bundle'. Use get_secret for its value.`,
      );
    const { value } = take(await connection.client.secrets.get(vault_id, path), about);
    call.log(`secret accessed: ${path}`);
    call.guard.handsOut({ type, value }, { vault_id, path });
    const { entries, problems } = parseEnv(value);
    const variables = Object.fromEntries(entries.map(({ key, value }) => [key, value]));
    const bad = problems.slice(0, 10).map(({ line }) => line);
    const note = bad.length > 0 ? `\n\nNot understood, and left out: line ${bad.join(", ")}.` : "";
    return answer(`${JSON.stringify(variables, null, 2)}${note}`);
  },
});
