import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fieldErrors, withoutEmpty } from "./form-errors.ts";

function errorsOf(schema: z.ZodType, values: Record<string, unknown>, keepEmpty: string[] = []) {
  const input = withoutEmpty(values, keepEmpty);
  const result = schema.safeParse(input);
  if (result.success) return { data: result.data };
  return fieldErrors(result.error.issues, input, Object.keys(values));
}

const Person = z.strictObject({
  name: z.string().min(2, "must have at least 2 characters"),
  nickname: z.string().optional(),
  role: z.enum(["owner", "member"]),
  networks: z.array(z.string().regex(/\//, "must be a network such as 10.0.0.0/8")).optional(),
});

describe("what was left empty", () => {
  it("is not sent", () => {
    expect(errorsOf(Person, { name: "Ada", nickname: "", role: "owner" })).toEqual({
      data: { name: "Ada", role: "owner" },
    });
  });

  it("is required where the schema needs it, whatever kind it is", () => {
    expect(errorsOf(Person, { name: "", role: "" })).toEqual({
      errors: { name: "is required", role: "is required" },
      problem: null,
    });
  });

  it("is sent where emptiness means something", () => {
    expect(withoutEmpty({ note: "", other: "", off: false, zero: 0, none: null }, ["note"])).toEqual({
      note: "",
      off: false,
      zero: 0,
      none: null,
    });
  });

  it("is missed in the schema's own words where it has some", () => {
    const Choice = z.object({ vault: z.string({ error: "Choose a vault" }) });
    expect(errorsOf(Choice, { vault: "" })).toMatchObject({ errors: { vault: "Choose a vault" } });
  });
});

it("a field shows the schema's own words, and the first of several", () => {
  const Short = z.object({ name: z.string().min(5, "is too short").regex(/^x/, "must begin with x") });
  expect(errorsOf(Short, { name: "abc" })).toMatchObject({ errors: { name: "is too short" } });
});

it("a wrong entry of a list is an error of the list and says which entry", () => {
  expect(errorsOf(Person, { name: "Ada", role: "owner", networks: ["10.0.0.0/8", "home"] })).toMatchObject({
    errors: { networks: "Entry 2: must be a network such as 10.0.0.0/8" },
  });
});

it("a field of a nested object is found by its dotted name, else by the outermost", () => {
  const issue = { path: ["conditions", "days", 0], message: "is no day" };
  expect(fieldErrors([issue], {}, ["conditions.days"]).errors).toEqual({
    "conditions.days": "Entry 1: is no day",
  });
  expect(fieldErrors([issue], {}, []).errors).toEqual({ conditions: "Entry 1: is no day" });
});

it("what concerns no field is a problem of the whole form", () => {
  const Either = z
    .object({ a: z.string().optional(), b: z.string().optional() })
    .refine((value) => value.a ?? value.b, "Give one of the two");
  expect(errorsOf(Either, { a: "", b: "" })).toEqual({ errors: {}, problem: "Give one of the two" });
});
