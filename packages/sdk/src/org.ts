// The organization: its people, their roles, invitations.
import type { components, operations } from "./api.ts";
import type { CallOptions, Http } from "./http.ts";
import { everyItem } from "./pages.ts";

type Schemas = components["schemas"];
type Page = NonNullable<operations["listOrgMembers"]["parameters"]["query"]>;

/** `client.org` */
export function orgResource(http: Http) {
  const listMembers = (query: Page = {}, options?: CallOptions) =>
    http.request("get", "/v1/org/members", { query }, options);
  return {
    /** The caller's organization. */
    get: (options?: CallOptions) => http.request("get", "/v1/org", {}, options),

    /** Renames the organization. */
    update: (changes: Schemas["UpdateOrganizationRequest"], options?: CallOptions) =>
      http.request("patch", "/v1/org", { body: changes }, options),

    /** One page of the organization's people; `meta.next_cursor` leads to the next. */
    listMembers,

    /** Everybody in the organization. @throws OneclawError when a page cannot be fetched */
    listAllMembers: (query: Page = {}, options?: CallOptions) =>
      everyItem(
        query.cursor,
        (cursor) => listMembers({ ...query, cursor }, options),
        (page) => page.members,
      ),

    /** Gives a member another role, with their next request. */
    updateMemberRole: (
      user_id: string,
      role: Schemas["UpdateMemberRoleRequest"]["role"],
      options?: CallOptions,
    ) => http.request("patch", "/v1/org/members/{user_id}", { params: { user_id }, body: { role } }, options),

    /** Removes a member, or leaves with one's own id. */
    removeMember: (user_id: string, options?: CallOptions) =>
      http.request("delete", "/v1/org/members/{user_id}", { params: { user_id } }, options),

    /** Invites somebody by e-mail. The answer is the same whatever the address is. */
    invite: (invite: Schemas["InviteMemberRequest"], options?: CallOptions) =>
      http.request("post", "/v1/org/invite", { body: invite }, options),

    /** Invitations that were not used yet. */
    listInvites: (query: Page = {}, options?: CallOptions) =>
      http.request("get", "/v1/org/invites", { query }, options),

    /** Withdraws an invitation. */
    revokeInvite: (invite_id: string, options?: CallOptions) =>
      http.request("delete", "/v1/org/invites/{invite_id}", { params: { invite_id } }, options),

    /** Accepts an invitation. Every session and API key ends: sign in again. */
    join: (token: string, options?: CallOptions) =>
      http.request("post", "/v1/org/join", { body: { token } }, options),

    /** Which vault holds the agents' private identity keys. */
    getAgentKeysVault: (options?: CallOptions) =>
      http.request("get", "/v1/org/agent-keys-vault", {}, options),
  };
}
