import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPassword, normalizePassword, PASSWORD_MAX, passwordRules } from "./password-policy.ts";

const account = { email: "Marta.Lindqvist@example.com" };
const good = "Kx7!vQbdfhkmpr#Z4q";

describe("checkPassword", () => {
  it("accepts generated passwords of every shape the factories make", () => {
    const letters = [..."bdfhkmprtw"];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 8, maxLength: 8 }), (steps) => {
        let at = 0;
        const body = steps.map((step) => {
          at = (at + step) % letters.length;
          return letters[at];
        });
        expect(checkPassword(`Kx7!vQ${body.join("")}#Z4q`, account)).toBeNull();
      }),
    );
  });

  it.each([
    ["Kx7!vQbdfhk", "at least 12"],
    [`${good}${"xR".repeat(60)}`, "at most 128"],
    ["x".repeat(5_000_000), "at most 128"],
    [`${good}\0tail`, "NUL"],
    [`${good}\ud800`, "broken"],
    ["kx7!vqbdfhkmpr#z4q", "upper-case"],
    ["KX7!VQBDFHKMPR#Z4Q", "lower-case"],
    ["Kx!vQbdfhkmpr#Zq", "digit"],
    ["Kx7vQbdfhkmprZ4q", "special"],
    ["aaaA1!aaaaaa", "three times"],
    ["Kx7!vQbdfhk###Z4q", "three times"],
    ["abcdA1!abcdab", "sequence"],
    ["Kx7!vQbdfhk#Z321", "sequence"],
    ["Kx7!vQbdfhXYZ#4q", "sequence"],
    ["Marta.Lindqvist@example.com", "e-mail"],
    ["7!Zmarta.lindqvist", "e-mail"],
    ["Password!2024!", "common"],
    ["P@ssw0rd#2024", "common"],
    ["Password7!Password7!", "common"],
    ["2024!!Qwertyuiop", "common"],
    ["Administrator#1", "common"],
  ])("refuses %j and names the rule", (password, rule) => {
    expect(checkPassword(password, account)).toContain(rule);
  });

  it("counts characters, not UTF-16 units or bytes", () => {
    expect(checkPassword(`Kx7!vQ${"🦊🐙".repeat(61)}`, account)).toBeNull();
    expect(checkPassword(`Kx7!vQ${"🦊🐙".repeat(61)}x`, account)).toContain("at most 128");
    expect(checkPassword("Kx7!vQ🦊🐙🦊🐙🦊", account)).toContain("at least 12");
  });

  it("takes a sign like %-+ in ASCII order for no sequence", () => {
    expect(checkPassword("Kx7!vQbd+,-Z4q", account)).toBeNull();
  });

  it("lets a short local part occur inside a password", () => {
    expect(checkPassword(good, { email: "bd@example.com" })).toBeNull();
  });
});

describe("normalizePassword", () => {
  it("gives one form for the composed and the decomposed spelling", () => {
    const composed = "Zażółć-gęślą-7".normalize("NFC");
    expect(normalizePassword(composed.normalize("NFD"))).toBe(composed);
  });

  it("takes the longest password in its longest spelling", () => {
    const decomposed = "\u1f82".repeat(PASSWORD_MAX).normalize("NFD");
    expect([...(normalizePassword(decomposed) ?? "")]).toHaveLength(PASSWORD_MAX);
  });

  it("refuses five million characters within 50 ms", () => {
    const long = "x".repeat(5_000_000);
    const started = performance.now();
    expect(normalizePassword(long)).toBeNull();
    expect(performance.now() - started).toBeLessThan(50);
  });
});

describe("passwordRules", () => {
  it("lists every rule as kept exactly for passwords that would be taken", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (password) => {
        const kept = passwordRules(password, account).every(({ met }) => met);
        expect(kept).toBe(checkPassword(password, account) === null);
      }),
    );
    expect(passwordRules(good, account).filter(({ met }) => !met)).toEqual([]);
  });

  it("says which one is broken, and none is kept by nothing", () => {
    const broken = (password: string) =>
      passwordRules(password, account)
        .filter(({ met }) => !met)
        .map(({ label }) => label);
    expect(broken("kx7!vqbdfhkmpr#z4q")).toEqual(["An upper-case letter"]);
    expect(broken("Kx7!vQbdfhk###Z4q")).toEqual(["No “aaa”, “abc” or “321”"]);
    expect(broken("7!Zmarta.lindqvist")).toEqual(["Not your address, not a common password"]);
    expect(broken("")).toHaveLength(7);
  });
});
