import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { startKeyd } from "./keyd-process.ts";
import { createSoftHsmToken, requireSoftHsm, type SoftHsm } from "./testing/softhsm.ts";

const aad = Buffer.from("context");

async function survivesKill(softHsm: SoftHsm): Promise<void> {
  const token = createSoftHsmToken(softHsm);
  const { module, token_label, pin } = token;
  const keyd = await startKeyd({
    provider: "pkcs11",
    deployment_id: randomUUID(),
    may_create_root: true,
    pkcs11: { module, token_label, pin },
  });
  try {
    const { client } = keyd;
    const pid = keyd.pid() ?? Number.NaN;
    const id = { org_id: randomUUID(), vault_id: randomUUID(), kek_id: randomUUID(), version: 1 };
    const kek = { ...id, material: await client.createKek(id) };
    const wrapped = await client.wrap(kek, Buffer.alloc(32, 7), aad);
    const check = await client.mac("root-check", aad);
    expect(keyd.root_material).toBeInstanceOf(Uint8Array);
    expect(readFileSync(`/proc/${pid}/cmdline`, "utf8")).not.toContain(pin);
    process.kill(pid, "SIGKILL");
    await vi.waitFor(async () => expect(await client.mac("root-check", aad)).toEqual(check), {
      timeout: 15_000,
      interval: 20,
    });
    expect(keyd.pid()).not.toBe(pid);
    expect(await client.unwrap(kek, wrapped, aad)).toEqual(Buffer.alloc(32, 7));
  } finally {
    await keyd.stop();
    token.remove();
  }
}

describe("keyd with a PKCS#11 token", () => {
  const softHsm = requireSoftHsm();
  if (softHsm) {
    it("comes back after kill -9 with the same root and the token's keys", () => survivesKill(softHsm));
  } else {
    it("is not tested here: SoftHSM2 is not installed (apt-get install softhsm2)", () => {
      expect(softHsm).toBeNull();
    });
  }
});
