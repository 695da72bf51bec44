import { randomBytes, randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { createLocalKms } from "#server/ports/kms/local.ts";
import { openFor, sealFor } from "./sealed-box.ts";

const kms = createLocalKms({ root: randomBytes(32), deployment_id: randomUUID() });

it("opens for its purpose and context alone, and in one piece alone", async () => {
  const box = await sealFor(kms, "totp", "user-1", "JBSWY3DPEHPK3PXP");
  expect(await openFor(kms, "totp", "user-1", box)).toBe("JBSWY3DPEHPK3PXP");
  await expect(openFor(kms, "totp", "user-2", box)).rejects.toMatchObject({ code: "kms_integrity" });
  await expect(openFor(kms, "outbox", "user-1", box)).rejects.toMatchObject({ code: "kms_integrity" });
  for (const at of [0, 1, 17, 30, box.length - 1]) {
    const bent = Buffer.from(box);
    bent[at] = (bent[at] ?? 0) ^ 1;
    await expect(openFor(kms, "totp", "user-1", bent)).rejects.toMatchObject({ code: "kms_integrity" });
  }
  for (const length of [0, 1, 16, 17, box.length - 1])
    await expect(openFor(kms, "totp", "user-1", box.subarray(0, length))).rejects.toMatchObject({
      code: "kms_integrity",
    });
});

it("never looks the same twice, and never holds its text", async () => {
  const [a, b] = [await sealFor(kms, "outbox", "x", "same"), await sealFor(kms, "outbox", "x", "same")];
  expect(a.equals(b)).toBe(false);
  expect(a.includes("same")).toBe(false);
});
