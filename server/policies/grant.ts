// The value that opens plaintext. Its constructor is reached through `mint` alone, and only policies/access.ts calls it.
import type { Permission, PrincipalType } from "./evaluate.ts";

type Fields = {
  org_id: string;
  vault_id: string;
  path: string;
  permission: Permission;
  principal: { type: PrincipalType; id: string };
  /** `owner`, or the id of the policy that allows it. */
  by: string;
};

class MintedGrant {
  readonly #minted = true;
  readonly fields: Readonly<Fields>;
  constructor(fields: Fields) {
    this.fields = Object.freeze({ ...fields });
  }
  static is(value: object): boolean {
    return #minted in value;
  }
}

/** Proof that a principal may act with one permission on one path of one vault, now. */
export type Grant = MintedGrant;

/** For policies/access.ts alone (an import rule holds that). */
export function mint(fields: Fields): Grant {
  return new MintedGrant(fields);
}

/** @throws TypeError when the grant was not minted, or is for another path or permission: that is a defect of ours */
export function requireGrant(grant: Grant, needed: Pick<Fields, "vault_id" | "path" | "permission">): void {
  const ok =
    MintedGrant.is(grant) &&
    grant.fields.vault_id === needed.vault_id &&
    grant.fields.path === needed.path &&
    grant.fields.permission === needed.permission;
  if (!ok) throw new TypeError("this grant does not cover what is being opened");
}
