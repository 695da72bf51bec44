import { describe, expect, it } from "vitest";
import { suggestPassphrase } from "./suggest-passphrase.ts";

describe("a suggested passphrase", () => {
  it("can be read out: four groups of letters and digits that are not mistaken for one another", () => {
    for (let i = 0; i < 50; i++)
      expect(suggestPassphrase()).toMatch(/^([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/);
  });

  it("is another one each time", () => {
    expect(new Set(Array.from({ length: 200 }, suggestPassphrase)).size).toBe(200);
  });
});
