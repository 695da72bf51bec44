// Building blocks of the wire contract shared by every feature: ids, times, texts, pages, problems.
import { z } from "zod";
import { checkSecretPath } from "../secret-path.ts";

// Control characters and bidirectional overrides could disguise a name on a screen or in a mail.
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\u200b\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** One line of text for people, trimmed, at most `max` characters, without control or bidi override characters. */
export const line = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .refine((text) => text.isWellFormed() && !INVISIBLE.test(text), "must not contain control characters");

/** Several lines of text for people, at most `max` characters. */
export const paragraph = (max: number) =>
  z
    .string()
    .max(max)
    .refine(
      (text) => text.isWellFormed() && !INVISIBLE.test(text.replaceAll(/[\n\r\t]/g, " ")),
      "must not contain control characters",
    );

export const Uuid = z
  .uuid()
  .toLowerCase()
  .meta({ description: "A UUID", example: "0199a1c4-7a6e-7cc1-9d3c-3f1a52a7d9b0" });

/** A point in time in ISO 8601 with a zone; answers are always UTC. */
export const Timestamp = z.iso.datetime({ offset: true }).meta({ example: "2027-01-31T12:00:00Z" });

const END_OF_TIME = Date.parse("9999-12-31T23:59:59.999Z");

/** A point in time that must lie ahead when it is sent; taken over in UTC. */
export const FutureTimestamp = Timestamp.refine(
  (text) => Date.parse(text) > Date.now(),
  "must lie in the future",
)
  .refine((text) => !(Date.parse(text) > END_OF_TIME), "must lie before the year 10000")
  // PostgreSQL takes offsets up to 15:59 only.
  .overwrite((text) => (Date.parse(text) <= END_OF_TIME ? new Date(text).toISOString() : text));

export const SecretPath = z
  .string()
  .superRefine((path, ctx) => {
    const reason = checkSecretPath(path);
    if (reason) ctx.addIssue({ code: "custom", message: reason });
  })
  .meta({ description: "Where a secret lies in its vault", example: "api-keys/stripe" });

/** What is hashed at most; length and content rules of new passwords are lib/password-policy.ts. */
export const Password = z.string().min(1).max(256).meta({ format: "password" });

/** A key, token or code as it was handed out; longer than any of ours, so that a foreign one is refused as any wrong one. */
export const Credential = z
  .string()
  .min(1)
  .max(256)
  .refine((text) => text.isWellFormed(), "must be valid Unicode text");

export const PrincipalType = z.enum(["user", "agent"]);

export const Email = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email())
  .meta({ format: "email", example: "alice@example.com" });

/** A JSON object of at most 16 KB as text and 16 levels, for people's own annotations. */
export const Metadata = z
  .record(z.string().max(128), z.unknown())
  .superRefine((value, ctx) => {
    const text = JSON.stringify(value);
    if (text.length > 16_384) ctx.addIssue({ code: "custom", message: "must be at most 16 KB of JSON" });
    if (depth(value) > 16) ctx.addIssue({ code: "custom", message: "must be nested at most 16 levels deep" });
    // PostgreSQL cannot store U+0000 or unpaired surrogates in JSON.
    if (/\\u0000|\\ud[89a-f]/i.test(text.replaceAll("\\\\", "")))
      ctx.addIssue({ code: "custom", message: "must be valid Unicode text without NUL" });
  })
  .meta({ description: "Your own notes, stored unencrypted: never put a secret here", type: "object" });

function depth(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  let deepest = 0;
  for (const item of Object.values(value)) deepest = Math.max(deepest, depth(item));
  return deepest + 1;
}

/** Query of a list: pages are walked with the `cursor` found in the `Link: <…>; rel="next"` header (RFC 8288). */
export const PageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(1000)
    .meta({ description: "At most this many items" }),
  cursor: z
    .string()
    .max(2048)
    .optional()
    .meta({ description: "Continue where the `next` link of the Link header points" }),
};

/** RFC 9457 problem details. */
export const ProblemDetails = z
  .object({
    type: z.string().meta({
      description: "What kind of problem, as a link to its page",
      example: "/docs/errors/path_not_granted",
    }),
    title: z.string().meta({ description: "The kind of problem in words" }),
    status: z.int(),
    detail: z.string().meta({ description: "What happened and what to do next" }),
    fields: z
      .record(z.string(), z.string())
      .optional()
      .meta({ description: "For invalid input: each field and its reason" }),
    decision_id: Uuid.optional().meta({
      description:
        "For a denial: under this id whoever administers the vault finds out why, and what would allow it",
    }),
    request_id: z.string().meta({ description: "Quote this when you ask for help" }),
  })
  .meta({ id: "ProblemDetails" });
export type ProblemDetails = z.infer<typeof ProblemDetails>;
