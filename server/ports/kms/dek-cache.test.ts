import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { withDekCache } from "./dek-cache.ts";
import { type Kms, KmsError } from "./kms.ts";
import { createLocalKms } from "./local.ts";

async function wrapped(kms: Kms) {
  const id = { org_id: randomUUID(), vault_id: randomUUID(), kek_id: randomUUID(), version: 1 };
  const kek = { ...id, material: await kms.createKek(id) };
  const dek = randomBytes(32);
  const aad = Buffer.from("aad");
  return { kek, dek, aad, wrapping: await kms.wrap(kek, dek, aad) };
}

/** A key service that can be taken away. */
function fragile() {
  const local = createLocalKms({ root: randomBytes(32), deployment_id: randomUUID() });
  const state = { up: true };
  const unwrap: Kms["unwrap"] = async (...words) => {
    if (!state.up) throw new KmsError("kms_unavailable", "away");
    return local.unwrap(...words);
  };
  return { state, kms: { ...local, unwrap } satisfies Kms };
}

describe("withDekCache", () => {
  it("opens again what it opened before while the key service is away, and nothing else", async () => {
    const { state, kms } = fragile();
    const cached = withDekCache(kms, 60);
    const [known, unknown] = [await wrapped(kms), await wrapped(kms)];
    await cached.unwrap(known.kek, known.wrapping, known.aad);
    state.up = false;
    expect(await cached.unwrap(known.kek, known.wrapping, known.aad)).toEqual(known.dek);
    await expect(cached.unwrap(unknown.kek, unknown.wrapping, unknown.aad)).rejects.toMatchObject({
      code: "kms_unavailable",
    });
    await expect(cached.unwrap(known.kek, known.wrapping, Buffer.from("other"))).rejects.toMatchObject({
      code: "kms_unavailable",
    });
  });

  it("keeps its copy when a caller wipes the DEK it was given", async () => {
    const { kms } = fragile();
    const cached = withDekCache(kms, 60);
    const { kek, dek, aad, wrapping } = await wrapped(kms);
    (await cached.unwrap(kek, wrapping, aad)).fill(0);
    (await cached.unwrap(kek, wrapping, aad)).fill(0);
    expect(await cached.unwrap(kek, wrapping, aad)).toEqual(dek);
  });

  it("forgets a vault's DEKs when its key is destroyed", async () => {
    const { state, kms } = fragile();
    const cached = withDekCache(kms, 60);
    const { kek, aad, wrapping } = await wrapped(kms);
    await cached.unwrap(kek, wrapping, aad);
    await cached.destroyKek(kek);
    state.up = false;
    await expect(cached.unwrap(kek, wrapping, aad)).rejects.toMatchObject({ code: "kms_unavailable" });
  });
});
