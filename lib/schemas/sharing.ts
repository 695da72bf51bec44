// The wire contract of shares: one value lent to somebody, and texts that only sender and receiver can read.
import { z } from "zod";
import { normalizePassword } from "../password-policy.ts";
import { Email, FutureTimestamp, PageQuery, Timestamp, Uuid } from "./fields.ts";

export const RECIPIENT_TYPES = ["user", "agent", "external_email", "anyone_with_link", "creator"] as const;

export const MIN_PASSPHRASE = 8;

const Passphrase = z
  .string()
  .min(MIN_PASSPHRASE)
  .refine(
    (text) => normalizePassword(text) !== null,
    "must have at most 128 characters, without NUL or broken characters",
  );

/** What a passphrase is compared with may be anything; what could never be one is just wrong. */
const GivenPassphrase = z.string().max(1024);

const Views = z.int().min(1).max(1000);

const expiry = {
  expires_at: FutureTimestamp.nullish().meta({
    description: "At most 365 days ahead; 24 hours from now when left out",
  }),
};

const recipient = {
  recipient_type: z.enum(RECIPIENT_TYPES).meta({
    description:
      "`creator` is the person who registered the agent that shares; agents may not use `external_email`",
  }),
};

export const CreateShareRequest = z
  .object({
    ...recipient,
    recipient_id: Uuid.nullish().meta({ description: "For `user` and `agent`" }),
    email: Email.nullish().meta({ description: "For `external_email`" }),
    recipient_email: Email.nullish().meta({ description: "Alias of `email`", deprecated: true }),
    permissions: z
      .array(z.enum(["read"]))
      .max(10)
      .nullish()
      .meta({ description: "A share can be read and nothing else" }),
    max_access_count: Views.nullish().meta({
      description:
        "The value is handed out this many times; when left out once for `anyone_with_link`, else 100 times",
    }),
    ...expiry,
    passphrase: Passphrase.nullish().meta({ description: "Tell it to the recipient in another way" }),
    ip_allowlist: z.array(z.string().max(64)).max(256).nullish().meta({
      description: "Addresses and CIDR ranges it may be read from",
    }),
  })
  .meta({ id: "CreateShareRequest" });

export const ShareResponse = z
  .object({
    id: Uuid,
    share_url: z.url().meta({ description: "A page that shows the value after a click" }),
    recipient_type: z.string(),
    recipient_email: z.string().optional(),
    expires_at: Timestamp,
    max_access_count: z.int(),
  })
  .meta({ id: "ShareResponse" });

export const SharedSecretResponse = z
  .object({
    id: Uuid,
    path: z.string(),
    type: z.string(),
    value: z.string(),
    access_count: z.int(),
    max_access_count: z.int(),
    cmek_encrypted: z
      .boolean()
      .optional()
      .meta({ description: "The value is still encrypted with the sender's own key" }),
  })
  .meta({ id: "SharedSecretResponse" });

export const SHARE_STATUSES = ["pending", "active", "declined", "revoked", "expired", "used_up"] as const;

const ShareListItem = z
  .object({
    id: Uuid,
    secret_path: z.string(),
    recipient_type: z.string(),
    recipient_id: Uuid.optional(),
    recipient_email: z.string().optional(),
    shared_by: z.string().optional().meta({
      description: "Who made it, for a share that is for you; absent when they are no longer there",
    }),
    access_count: z.int(),
    max_access_count: z.int(),
    last_access_at: Timestamp.optional().meta({
      description: "For a share of yours: when its value was handed out last; absent while it never was",
    }),
    expires_at: Timestamp,
    created_at: Timestamp,
    is_expired: z.boolean(),
    is_accepted: z.boolean(),
    status: z.enum(SHARE_STATUSES).meta({ description: "`pending`: the recipient has not accepted yet" }),
  })
  .meta({ id: "ShareListItem" });

export const ShareListResponse = z
  .object({ shares: z.array(ShareListItem) })
  .meta({ id: "ShareListResponse" });

export const OpenShareRequest = z
  .object({ passphrase: GivenPassphrase.nullish() })
  .meta({ id: "OpenShareRequest" });

export const ShareHeaders = z.object({
  "x-share-passphrase": GivenPassphrase.optional().meta({
    description: "The passphrase, where the share has one; percent-encode what is not ASCII",
  }),
});

export const SecretIdParams = z.object({ secret_id: Uuid });
export const ShareParams = z.object({ share_id: Uuid });
export const ShareListQuery = z.object(PageQuery);

/** 64 KB of text with version, IV and tag. */
export const MAX_SEALED_BYTES = 64 * 1024 + 29;

const base64 = (min_bytes: number, max_bytes: number) =>
  z
    .string()
    .max(Math.ceil(max_bytes / 3) * 4)
    .regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, "must be base64 with padding")
    .refine(
      (text) => {
        const bytes = (text.length / 4) * 3 - (/=*$/.exec(text)?.[0].length ?? 0);
        return bytes >= min_bytes && bytes <= max_bytes;
      },
      `must be ${min_bytes === max_bytes ? min_bytes : `${min_bytes} to ${max_bytes}`} bytes in base64`,
    );

const Kdf = z
  .object({
    name: z.literal("PBKDF2-SHA256"),
    iterations: z.int().min(600_000).max(10_000_000),
    salt: base64(16, 16),
  })
  .meta({ id: "SealedShareKdf", description: "How the client made key material of the passphrase" });

export const CreateSealedShareRequest = z
  .object({
    ciphertext: base64(29, MAX_SEALED_BYTES)
      .regex(/^A[Q-Za-f]/, "must begin with the version byte 0x01")
      .meta({ description: "Version byte 0x01, IV and AES-256-GCM ciphertext with tag, in base64" }),
    kdf: Kdf.nullish(),
    ...expiry,
    max_access_count: Views.default(1).meta({ description: "How often it can be opened" }),
  })
  .meta({ id: "CreateSealedShareRequest" });

export const SealedShareResponse = z
  .object({
    id: Uuid,
    url: z.url().meta({ description: "The client appends `#` and the key, which this server never sees" }),
    expires_at: Timestamp,
    max_access_count: z.int(),
  })
  .meta({ id: "SealedShareResponse" });

export const OpenedSealedShareResponse = z
  .object({ ciphertext: z.string(), kdf: Kdf.optional(), views_left: z.int() })
  .meta({ id: "OpenedSealedShareResponse" });

const SealedShareListItem = z
  .object({
    id: Uuid,
    access_count: z.int(),
    max_access_count: z.int(),
    has_passphrase: z.boolean(),
    created_at: Timestamp,
    expires_at: Timestamp,
    status: z.enum(["active", "revoked", "expired", "used_up"]),
  })
  .meta({ id: "SealedShareListItem" });

export const SealedShareListResponse = z
  .object({ sealed_shares: z.array(SealedShareListItem) })
  .meta({ id: "SealedShareListResponse" });

export const SealedShareParams = z.object({ sealed_share_id: Uuid });
