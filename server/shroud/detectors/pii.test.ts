import { describe, expect, it } from "vitest";
import { inspect } from "../inspect.ts";
import { compileRules } from "../rules.ts";
import { foldText } from "../text.ts";
import { hasLuhn, hasMod97 } from "./pii/numbers.ts";
import { findPii, RULES } from "./pii.ts";

/** What was found, as the original has it, with the pattern's name. */
function found(text: string): [string, string][] {
  return findPii(foldText(text)).map(({ pattern, start, end }) => [pattern, text.slice(start, end)]);
}

function withLuhn(digits: string): string {
  return Array.from({ length: 10 }, (_, check) => `${digits}${check}`).find(hasLuhn) as string;
}

function withMod97(country: string, account: string): string {
  return Array.from(
    { length: 98 },
    (_, check) => `${country}${String(check).padStart(2, "0")}${account}`,
  ).find(hasMod97) as string;
}

describe("e-mail addresses", () => {
  it.each(["joe@host.test", "Jane.Doe+news@mail.example.co.uk", "o'neil_x%y@a-b.museum", "jürgen@müller.de"])(
    "%s",
    (mail) => {
      expect(found(`Write to ${mail}, please.`)).toEqual([["email-address", mail]]);
      expect(found(`<${mail}>`)).toEqual([["email-address", mail]]);
    },
  );

  it.each([
    "logo@2x.png",
    "npm i left-pad@1.3.0",
    "git@github.com:a/b.git",
    "@decorator",
    "joe@localhost",
    "https://joe:pa55@host.test/x",
  ])("%s is none", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("payment cards", () => {
  it.each([
    "411111111111111",
    "555555555555444",
    "37828224631000",
    "601111111111111",
    "353011133330000",
    "3056930902590",
  ])("a number of an issuer with a right check digit: %s…", (digits) => {
    const card = withLuhn(digits);
    const wrong = `${digits}${(Number(card.at(-1)) + 1) % 10}`;
    expect(found(`paid with ${card} today`)).toEqual([["payment-card", card]]);
    expect(found(`paid with ${wrong} today`)).toEqual([]);
  });

  it("is found in groups, and only in groups as cards have them", () => {
    const card = withLuhn("411111111111111");
    const groups = card.replace(/(\d{4})(?=\d)/g, "$1 ");
    expect(found(groups)).toEqual([["payment-card", groups]]);
    expect(found(card.replace(/(\d{2})(?=\d)/g, "$1 "))).toEqual([]);
  });

  it("is not seen in times, identifiers and order numbers", () => {
    const card = withLuhn("411111111111111");
    expect(found(`at 1700000000000, x${card}, order number: ${card}`)).toEqual([]);
  });
});

describe("bank accounts", () => {
  it.each([
    ["GB", "WEST12345698765432"],
    ["DE", "370400440532013000"],
    ["NO", "86011117947"],
    ["MT", "MALT011000012345MTLCAST001S"],
  ])("%s", (country, account) => {
    const iban = withMod97(country, account);
    const spaced = iban.replace(/(.{4})(?=.)/g, "$1 ");
    expect(found(`to ${iban}.`)).toEqual([["iban", iban]]);
    expect(found(`to ${spaced}.`)).toEqual([["iban", spaced]]);
    expect(found(`to ${iban.toLowerCase()}.`)).toEqual([["iban", iban.toLowerCase()]]);
    expect(found(`to ${iban.slice(0, -1)}.`)).toEqual([]);
    expect(found(`to ${country}00${account}.`).filter(([pattern]) => pattern === "iban")).toEqual([]);
  });
});

describe("US social security numbers", () => {
  it("are found with hyphens anywhere, and without where the text says what they are", () => {
    expect(found("378-07-9521")).toEqual([["us-social-security-number", "378-07-9521"]]);
    expect(found("SSN: 378079521")).toEqual([["us-social-security-number", "378079521"]]);
    expect(found("order 378079521")).toEqual([]);
  });

  it.each([
    "000-12-3456",
    "666-12-3456",
    "900-12-3456",
    "378-00-3456",
    "378-12-0000",
    "1378-12-3456",
    "378-12-34567",
  ])("%s is never given out", (text) => {
    expect(found(text).filter(([pattern]) => pattern.includes("social"))).toEqual([]);
  });
});

describe("phone numbers", () => {
  it.each([
    "+1-202-555-0147",
    "(212) 555-1234",
    "212.555.1234",
    "+44 7700 900 123",
    "+46 (0)8 928 571 38",
    "001-755-329-4431",
    "555-123-4567x891",
    "01 84 17 61 18",
  ])("%s is one by its shape", (phone) => {
    expect(found(`It is ${phone}, I think`)).toEqual([["phone-number", phone]]);
  });

  it.each([
    "Phone: 451 5986",
    "call me on 0688 872 49 99",
    '"mobile": "9876543210"',
    "Fax:\n9469 9966",
    "416 60 039 office",
    "They are not answering at 78 651 450",
  ])("%s is one by the words around it", (text) => {
    expect(found(text).map(([pattern]) => pattern)).toEqual(["phone-number"]);
  });

  it.each([
    "2024-01-31 12:30:45",
    "$1 234 567",
    "call on 2024-05-06",
    "order 451 5986",
    "pages 1990-1995",
    "v2.10.3.1",
    "0.123456789",
    "<00 00 00 00 00>",
    "id 9876543210",
    "12,345,678",
  ])("%s is none", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("IP addresses", () => {
  it.each([
    "203.0.113.9",
    "10.20.30.40",
    "2001:db8::8a2e:370:7334",
    "4f8a:c99e:dc86:faf9:5988:5f63:375e:8a2a",
  ])("%s", (ip) => {
    expect(found(`from ${ip} today`)).toEqual([["ip-address", ip]]);
    const host = ip.includes(":") ? `[${ip}]` : ip;
    expect(found(`http://${host}:8080/x`)).toEqual([["ip-address", ip]]);
  });

  it.each([
    "version 1.2.3.4",
    "Chrome/91.0.4472.124",
    "127.0.0.1",
    "0.0.0.0",
    "255.255.255.0",
    "1.2.3",
    "256.1.1.1",
    "1.2.3.4.5",
    "12:30:45",
    "std::vector",
    "aa:bb:cc:dd:ee:ff",
    "::1",
  ])("%s is none", (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe("the password of a person's record", () => {
  const logins = compileRules(RULES);
  it("is found beside the name of a field, and not where the field is described", () => {
    const text = '{ "username": "joe", "password": "Swordfish9!" }';
    const [hit] = logins.run(foldText(text));
    expect(text.slice(hit?.start, hit?.end)).toBe("Swordfish9!");
    expect(logins.run(foldText('{ "password": "string" }, { "password": "<PASSWORD>" }'))).toEqual([]);
  });
});

describe("where a text is written with look-alikes and hidden characters", () => {
  it("the finding still covers what stands in the original", () => {
    const hidden = "378-\u200b07-\u200b9521";
    const [finding] = inspect(`Number ${hidden}.`, { context: "output", detectors: ["pii"] }).findings;
    expect(finding).toMatchObject({ pattern: "us-social-security-number", start: 7, end: 7 + hidden.length });
  });
});

describe("numbers without end", () => {
  it.each(["1 ", "1-", "4111 ", "(1) ", "+1 ", "a@a.", "@", "::", "1.1.", "GB12 "])(
    "%s repeated are read in linear time",
    (piece) => {
      const fastest = (length: number): number => {
        const text = foldText(piece.repeat(length / piece.length));
        const times = Array.from({ length: 5 }, () => {
          const started = performance.now();
          findPii(text);
          return performance.now() - started;
        });
        return Math.min(...times);
      };
      const short = fastest(20_000);
      // Eight times the text may take eight times as long; a square would be sixty-four times.
      expect(fastest(160_000)).toBeLessThan(Math.max(short, 2) * 40);
    },
  );
});
