import { expect, it } from "vitest";
import { truncateMiddle } from "./middle.ts";

it("short text stays as it is", () => {
  expect(truncateMiddle("api-keys/stripe", 15)).toBe("api-keys/stripe");
});

it("long text keeps both ends and fits", () => {
  const shown = truncateMiddle("0190c5e2-7b5a-7c1e-9a57-2f40c2f9d1ab", 17);
  expect(shown).toBe("0190c5e2…c2f9d1ab");
  expect([...shown]).toHaveLength(17);
});

it("a letter outside the basic plane is never cut in two", () => {
  expect(truncateMiddle("😀😀😀😀😀😀", 5)).toBe("😀😀…😀😀");
});
