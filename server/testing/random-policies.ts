// Random worlds of rules, limits and requests, made so that every kind of decision comes up often.
import fc from "fast-check";
import { PERMISSIONS } from "#lib/permissions.ts";
import type { EvaluationInput, PolicyRule } from "#server/policies/evaluate.ts";

export const path = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 3 })
      .map((p) => p.join("/")),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.constantFrom(
        "",
        "/",
        "a/",
        "/a",
        "a//b",
        "a/../b",
        "a/.",
        "a%2fb",
        "A",
        "_a",
        "a-",
        "a\n",
        "*",
        "**",
        "\u212a",
      ),
      fc.constantFrom("a".repeat(256), `${"a/".repeat(511)}a`, `${"a/".repeat(512)}a`),
      fc.string({ maxLength: 6 }),
    ),
  },
);
export const pattern = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("**", "a/**", "*/b", "**/c", "a/*", "*/**") },
  {
    weight: 6,
    arbitrary: fc
      .array(fc.constantFrom("a", "b", "c", "*", "**", "**"), { minLength: 1, maxLength: 5 })
      .map((segments) => segments.join("/")),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.constantFrom(
        "",
        "/",
        "a*",
        "***",
        "a/",
        "/**",
        "a//b",
        "(a|b)",
        "{a,b}",
        "[a]",
        "?",
        "!a",
        "a\\b",
        ".*",
        "A/**",
      ),
      fc.constantFrom(`${"**/".repeat(63)}**`, `${"**/".repeat(64)}**`, "a".repeat(256), "*".repeat(2000)),
      fc.string({ maxLength: 6 }),
    ),
  },
);
export const ip = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      "10.0.0.1",
      "10.0.1.1",
      "::ffff:10.0.0.1",
      "2001:db8::1",
      "2001:db8:1::1",
      "::ffff:a00:101",
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "10.0.0.01",
      "::10.0.0.1",
      "fe80::1%eth0",
      "0x0a.0.0.1",
      "10.1",
      "",
      "a",
      "::1::",
    ),
  },
  { weight: 1, arbitrary: fc.oneof(fc.ipV4(), fc.ipV6()) },
);
const range = fc.oneof(
  fc.constantFrom(
    "10.0.0.0/24",
    "10.0.0.0/8",
    "10.0.0.1",
    "0.0.0.0/0",
    "::/0",
    "2001:db8::/32",
    "2001:db8::/48",
  ),
  fc.constantFrom("::ffff:10.0.0.0/120", "::ffff:10.0.0.0/97", "::ffff:0:0/96", "10.0.0.0/23", "10.0.0.7/25"),
  fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 9 })).map(([address, bits]) => `${address}/${bits}`),
  fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 9 })).map(([address, bits]) => `${address}/${bits}`),
);
const badRange: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  ...[
    "10.0.0.0/33",
    "10.0.0.0/08",
    "::/129",
    "10.0.0",
    "010.0.0.1",
    "::10.0.0.1",
    "::ffff:0:0/95",
    "a",
    "",
    " 10.0.0.1",
  ],
  ...[null, 7, ["10.0.0.1"]],
);
const allowlist = fc.oneof(
  { weight: 9, arbitrary: fc.array(range, { minLength: 1, maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.array(fc.oneof(range, badRange), { maxLength: 3 }),
      fc.constantFrom(null, "::/0", {}),
    ),
  },
);
const time = fc.oneof(
  fc.constantFrom("00:00", "01:59", "02:00", "02:30", "03:00", "12:00", "23:00", "23:59"),
  fc.integer({ min: 0, max: 1439 }).map((m) => new Date(m * 60_000).toISOString().slice(11, 16)),
);
const timeWindow = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record(
      {
        after: time,
        before: time,
        timezone: fc.constantFrom(
          "UTC",
          "Europe/Berlin",
          "America/New_York",
          "Asia/Kolkata",
          "Pacific/Chatham",
        ),
        days: fc.uniqueArray(fc.constantFrom("mon", "tue", "wed", "thu", "fri", "sat", "sun"), {
          minLength: 3,
        }),
      },
      { requiredKeys: ["after", "before"] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        after: fc.oneof(time, fc.constantFrom(null, "24:00", "9:00")),
        before: fc.oneof(time, fc.constantFrom(540, "12:60", "")),
        timezone: fc.constantFrom("UTC", "CST", "+01:00", "Mars/Phobos", "", null),
        days: fc.constantFrom<unknown>([], ["mon", "mon"], ["monday"], "mon", null),
        until: time,
      },
      { requiredKeys: [] },
    ),
  },
);
export const conditions: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 3, arbitrary: fc.record({ ip_allowlist: allowlist }) },
  { weight: 3, arbitrary: fc.record({ time_window: timeWindow }) },
  { weight: 2, arbitrary: fc.record({ ip_allowlist: allowlist, time_window: timeWindow }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      null,
      undefined,
      [],
      "",
      { mfa: true },
      JSON.parse('{"__proto__":{}}'),
    ),
  },
);
/** Instants around the four clock changes of 2026 in Berlin and New York, and any others. */
export const instant = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        "2026-03-29T01:00:00Z",
        "2026-10-25T01:00:00Z",
        "2026-03-08T07:00:00Z",
        "2026-11-01T06:00:00Z",
      ),
      fc.integer({ min: -26 * 3600, max: 26 * 3600 }),
    )
    .map(([change, seconds]) => new Date(Date.parse(change) + seconds * 1000)),
  fc.date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true }),
);
const principal = fc.record({
  type: fc.constantFrom<"user" | "agent">("agent", "agent", "user"),
  id: fc.constantFrom("p1", "p2"),
});
const setting = fc.record({ at: instant, principal, permission: fc.constantFrom(...PERMISSIONS) });
type Setting = { at: Date; principal: EvaluationInput["principal"]; permission: string };

/** Rules mostly concern the asking principal, so that patterns, expiry and conditions decide many of the cases. */
function ruleFor({ at, principal: asking, permission }: Setting): fc.Arbitrary<PolicyRule> {
  const grantable = fc.constantFrom("read", "write", "delete", "rotate", "READ", "*");
  const expiry = fc.constantFrom(-1, 0, 1, 60_000).map((offset) => new Date(at.getTime() + offset));
  return fc
    .record({
      id: fc.uuid(),
      principal: fc.oneof({ weight: 5, arbitrary: fc.constant(asking) }, { weight: 1, arbitrary: principal }),
      secret_path_pattern: pattern,
      permissions: fc.array(fc.oneof(fc.constant(permission), grantable), { maxLength: 3 }),
      conditions,
      expires_at: fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: expiry }),
    })
    .map(({ principal: { type, id }, ...rest }) => ({ ...rest, principal_type: type, principal_id: id }));
}

function mostlyNull<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
}

export const evaluation: fc.Arbitrary<EvaluationInput> = setting.chain((fixed) =>
  fc.record({
    principal: fc.constant(fixed.principal),
    permission: fc.constant(fixed.permission),
    at: fc.constant(fixed.at),
    vault: fc.record({
      id: fc.constantFrom("v1", "v2"),
      created_by: fc.constantFrom("p1", "p3", "p4"),
      created_by_type: fc.constantFrom<"user" | "agent">("user", "agent"),
    }),
    path,
    policies: fc.array(ruleFor(fixed), { maxLength: 8, size: "max" }),
    ceilings: fc.record({
      vault_ids: mostlyNull(fc.subarray(["v1", "v2", "v3"])),
      path_scopes: mostlyNull(fc.array(pattern, { maxLength: 3 })),
      permissions: mostlyNull(fc.subarray([...PERMISSIONS])),
    }),
    ip: fc.option(ip, { freq: 10 }),
  }),
);
