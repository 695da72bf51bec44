// Running a deployment: settings, people, limits. Operators only.
import type { components, operations } from "./api.ts";
import type { CallOptions, Http } from "./http.ts";
import { everyItem } from "./pages.ts";

type Schemas = components["schemas"];
type Setting = Schemas["SettingResponse"]["key"];
type Users = NonNullable<operations["adminListUsers"]["parameters"]["query"]>;
type Outbox = NonNullable<operations["listOutboxMails"]["parameters"]["query"]>;

/** `client.admin` */
export function adminResource(http: Http) {
  const listUsers = (query: Users = {}, options?: CallOptions) =>
    http.request("get", "/v1/admin/users", { query }, options);
  const listMails = (query: Outbox = {}, options?: CallOptions) =>
    http.request("get", "/v1/admin/outbox", { query }, options);
  return {
    /** Every setting, with what holds now. */
    listSettings: (options?: CallOptions) => http.request("get", "/v1/admin/settings", {}, options),

    /** Changes a setting; every instance follows within seconds. */
    updateSetting: (key: Setting, value: string, options?: CallOptions) =>
      http.request("put", "/v1/admin/settings/{key}", { params: { key }, body: { value } }, options),

    /** Goes back to what the environment says. */
    deleteSetting: (key: Setting, options?: CallOptions) =>
      http.request("delete", "/v1/admin/settings/{key}", { params: { key } }, options),

    /** One page of everyone with an account; `q` is part of an address or a name. */
    listUsers,

    /** Everyone with an account. @throws OneclawError when a page cannot be fetched */
    listAllUsers: (query: Users = {}, options?: CallOptions) =>
      everyItem(
        query.cursor,
        (cursor) => listUsers({ ...query, cursor }, options),
        (page) => page.users,
      ),

    /** Ends somebody's account. */
    deleteUser: (user_id: string, options?: CallOptions) =>
      http.request("delete", "/v1/admin/users/{user_id}", { params: { user_id } }, options),

    /** One page of mail on its way, newest first. */
    listMails,

    /** All mail of the last 30 days, newest first. @throws OneclawError when a page cannot be fetched */
    listAllMails: (query: Outbox = {}, options?: CallOptions) =>
      everyItem(
        query.cursor,
        (cursor) => listMails({ ...query, cursor }, options),
        (page) => page.mails,
      ),

    /** What a mail says that has not been sent; the audit log notes who read it. */
    getMail: (mail_id: string, options?: CallOptions) =>
      http.request("get", "/v1/admin/outbox/{mail_id}", { params: { mail_id } }, options),

    /** Has a mail sent now, with all its tries ahead. */
    retryMail: (mail_id: string, options?: CallOptions) =>
      http.request("post", "/v1/admin/outbox/{mail_id}/retry", { params: { mail_id } }, options),

    /** Background jobs and how their runs went. */
    listJobs: (options?: CallOptions) => http.request("get", "/v1/admin/jobs", {}, options),

    /** What an organization may have. */
    getOrgLimits: (org_id: string, options?: CallOptions) =>
      http.request("get", "/v1/admin/orgs/{org_id}/limits", { params: { org_id } }, options),

    /** Changes what an organization may have; null takes a limit away. */
    updateOrgLimits: (org_id: string, limits: Schemas["UpdateOrgLimitsRequest"], options?: CallOptions) =>
      http.request("put", "/v1/admin/orgs/{org_id}/limits", { params: { org_id }, body: limits }, options),
  };
}
