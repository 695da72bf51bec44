import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type Env,
  must,
  newOwner,
  type Place,
  refusedStart,
  scratchFolder,
  sharedPlace,
  startProduct,
} from "./faults/product.ts";

const keystoreOf = ({ env }: Place) => env.KEYSTORE_FILE ?? "";

/** A deployment with one secret in it, stopped. */
async function usedPlace(env: Env = {}): Promise<Place & { open(env?: Env): Promise<string> }> {
  const shared = await sharedPlace();
  const place = { ...shared, env: { ...shared.env, ...env } };
  const product = await startProduct(place.env);
  const { token, vault_id } = await newOwner(product);
  const url = `/v1/vaults/${vault_id}/secrets/a`;
  await must(product, 201, "PUT", url, { token, body: { value: "CANARY-boot" } });
  await product.stop();
  return {
    ...place,
    /** Starts it again and reads the secret. */
    async open(more = {}) {
      const again = await startProduct({ ...place.env, ...more });
      const { value } = await must<{ value: string }>(again, 200, "GET", url, { token });
      await again.stop();
      return value;
    },
  };
}

async function refusesWith(env: Env, sentence: RegExp): Promise<void> {
  const { code, output } = await refusedStart(env);
  expect(output.trim()).toMatch(sentence);
  expect(output.trim().split("\n"), "one sentence, no stack").toHaveLength(1);
  expect(code).toBe(1);
}

describe("a start without the root key that the data was encrypted with", { timeout: 60_000 }, () => {
  it("is refused while the key file is missing, makes no new one, and works when it is back", async () => {
    const place = await usedPlace();
    const file = keystoreOf(place);
    renameSync(file, `${file}.away`);
    await refusesWith(place.env, /keystore file .* is missing, and this database already holds data/);
    expect(readdirSync(dirname(file)), "no second root").toEqual(["keystore.json.away"]);
    renameSync(`${file}.away`, file);
    expect(await place.open()).toBe("CANARY-boot");
  });

  it("is refused with another deployment's key file, and leaves file and database alone", async () => {
    const [place, other] = [await usedPlace(), await usedPlace()];
    const foreign = keystoreOf(other);
    const before = readFileSync(foreign);
    const state = () => place.sql("select id, root_check from deployment");
    const deployment = await state();
    await refusesWith(
      { ...place.env, KEYSTORE_FILE: foreign },
      /root key is not the one this database was encrypted with/,
    );
    expect(readFileSync(foreign)).toEqual(before);
    expect(await state()).toEqual(deployment);
    expect(await place.open()).toBe("CANARY-boot");
  });

  it("is refused with a wrong passphrase or none, and the file stays as it was", async () => {
    const place = await usedPlace({ KEYSTORE_PASSPHRASE: "correct horse battery" });
    const file = keystoreOf(place);
    const before = readFileSync(file);
    await refusesWith(
      { ...place.env, KEYSTORE_PASSPHRASE: "wrong" },
      /^The passphrase does not open the keystore file/,
    );
    await refusesWith(
      { ...place.env, KEYSTORE_PASSPHRASE: "" },
      /is protected by a passphrase, and none was given/,
    );
    expect(readFileSync(file)).toEqual(before);
    expect(await place.open()).toBe("CANARY-boot");
  });

  it("is refused with a damaged file, which stays as it was", async () => {
    const place = await usedPlace();
    const file = keystoreOf(place);
    const good = readFileSync(file);
    writeFileSync(file, good.subarray(0, good.length - 20));
    await refusesWith(place.env, /keystore file .* is damaged: restore it from a backup, do not delete it/);
    expect(readFileSync(file)).toEqual(good.subarray(0, good.length - 20));
    writeFileSync(file, good);
    expect(await place.open()).toBe("CANARY-boot");
  });
});

describe("the key file of a server", { timeout: 60_000 }, () => {
  it("is for its own user alone, and a start is refused when others can read it", async () => {
    const place = await usedPlace();
    const file = keystoreOf(place);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o077).toBe(0);
    chmodSync(file, 0o644);
    await refusesWith(place.env, /Other users can read the keystore file .*: run chmod 600 on it/);
    chmodSync(file, 0o600);
    expect(await place.open()).toBe("CANARY-boot");
  });

  it("holds its root under the passphrase once one is given, and opens nothing without it from then on", async () => {
    const place = await usedPlace();
    const file = keystoreOf(place);
    const root = JSON.parse(readFileSync(file, "utf8")).root as string;
    const passphrase = { KEYSTORE_PASSPHRASE: "given later" };
    expect(await place.open(passphrase)).toBe("CANARY-boot");
    expect(readFileSync(file, "utf8")).not.toContain(root);
    await refusesWith(place.env, /is protected by a passphrase, and none was given/);
    expect(await place.open(passphrase)).toBe("CANARY-boot");
  });
});

describe("a start that cannot succeed", { timeout: 60_000 }, () => {
  it("names the variable in one sentence, ends with 78 and makes nothing", async () => {
    const folder = scratchFolder();
    const env = { ONECLAW_DATA_DIR: join(folder, "data"), DATABASE_POOL_SIZE: "none" };
    const { code, output } = await refusedStart(env);
    expect(code).toBe(78);
    expect(output.trim()).toMatch(/^DATABASE_POOL_SIZE is wrong: .+$/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves no process and no lock behind: the next one with the same data directory starts", async () => {
    const folder = scratchFolder();
    const env = { ONECLAW_DATA_DIR: join(folder, "data") };
    const keystore = join(folder, "keystore.json");
    writeFileSync(keystore, "not a keystore", { mode: 0o600 });
    await refusesWith({ ...env, KEYSTORE_FILE: keystore }, /is damaged/);
    expect(existsSync(join(folder, "data", "postgres", "postmaster.pid")), "its Postgres was stopped").toBe(
      false,
    );
    const product = await startProduct(env);
    const { code } = await product.stop();
    expect(code).toBe(0);
  });

  it("says that the database cannot be reached without repeating its password", async () => {
    const { output, code } = await refusedStart({
      ...(await sharedPlace()).env,
      DATABASE_URL: "postgres://someone:hunter2@127.0.0.1:1/none",
    });
    expect(code).toBe(1);
    expect(output).not.toContain("hunter2");
    expect(output.trim().split("\n")).toHaveLength(1);
    expect(output.trim()).toMatch(/\w+/);
  });
});

describe("two deployments", { timeout: 60_000 }, () => {
  it("with the same key file keep their own keys: neither opens the other's rows", async () => {
    const place = await usedPlace();
    const hash = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");
    const other = await sharedPlace();
    const before = hash(keystoreOf(place));
    const product = await startProduct({ ...other.env, KEYSTORE_FILE: keystoreOf(place) });
    const { token, vault_id } = await newOwner(product);
    await must(product, 201, "PUT", `/v1/vaults/${vault_id}/secrets/a`, { token, body: { value: "other" } });
    expect(hash(keystoreOf(place))).toBe(before);
    const [mine] = await place.sql<{ material: Buffer }>("select material from vault_keks limit 1");
    await other.sql("update vault_keks set material = $1 where vault_id = $2", [mine?.material, vault_id]);
    await product.stop();
    const again = await startProduct({ ...other.env, KEYSTORE_FILE: keystoreOf(place) });
    const reply = await again.ask("GET", `/v1/vaults/${vault_id}/secrets/a`, { token });
    expect(reply.status).toBe(500);
    expect(reply.text).not.toContain('other"');
  });
});
