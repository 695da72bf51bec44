// Makes an agent's identity keys. The private halves exist here only until they are sealed. Pure but for randomness.
import { createECDH, generateKeyPairSync } from "node:crypto";

export type IdentityKeys = {
  /** Ed25519 (RFC 8032): seed and public key, 32 bytes each. */
  ssh: { private_key: Buffer; public_key: Buffer };
  /** P-256: scalar of 32 bytes and public point of 65 bytes (SEC 1 §2.3.3, uncompressed). */
  ecdh: { private_key: Buffer; public_key: Buffer };
};

export function newIdentityKeys(): IdentityKeys {
  const jwk = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const ecdh = createECDH("prime256v1");
  const ecdh_public = ecdh.generateKeys();
  const scalar = Buffer.alloc(32);
  // The scalar comes without its leading zeros.
  const bare = ecdh.getPrivateKey();
  bare.copy(scalar, 32 - bare.length);
  return {
    ssh: {
      private_key: Buffer.from(jwk.d ?? "", "base64url"),
      public_key: Buffer.from(jwk.x ?? "", "base64url"),
    },
    ecdh: { private_key: scalar, public_key: ecdh_public },
  };
}

/** Where the private halves lie in the organization's vault of identity keys. */
export function identityPaths(agent_id: string): string[] {
  return [`agents/${agent_id}/ssh/private_key`, `agents/${agent_id}/ecdh/private_key`];
}

/** The private halves as they are stored: each at its path, in base64. */
export function identitySecrets(agent_id: string, keys: IdentityKeys): { path: string; value: string }[] {
  const [ssh = "", ecdh = ""] = identityPaths(agent_id);
  return [
    { path: ssh, value: keys.ssh.private_key.toString("base64") },
    { path: ecdh, value: keys.ecdh.private_key.toString("base64") },
  ];
}
