// All rules that recognise secrets, from the most specific to the most general.
// Must never hold a pattern itself: formats live by vendor in secrets/.
import type { Rule } from "../rule.ts";
import { AI_RULES } from "./secrets/ai.ts";
import { BUILD_RULES } from "./secrets/builds.ts";
import { CLOUD_RULES } from "./secrets/cloud.ts";
import { NAMED_RULES } from "./secrets/generic.ts";
import { HOSTING_RULES } from "./secrets/hosting.ts";
import { IDENTIFIER_RULES } from "./secrets/identifiers.ts";
import { KEY_RULES } from "./secrets/keys.ts";
import { HASH_RULES, LOGIN_RULES } from "./secrets/logins.ts";
import { MESSAGING_RULES } from "./secrets/messaging.ts";
import { OBSERVABILITY_RULES } from "./secrets/observability.ts";
import { PASSWORD_RULES } from "./secrets/passwords.ts";
import { PAYMENT_RULES } from "./secrets/payment.ts";
import { SAAS_RULES } from "./secrets/saas.ts";
import { SOURCE_CONTROL_RULES } from "./secrets/source-control.ts";

/** Where two rules match the same span, the earlier one says more about it. */
export const RULES: readonly Rule[] = [
  ...KEY_RULES,
  ...HASH_RULES,
  ...CLOUD_RULES,
  ...HOSTING_RULES,
  ...SOURCE_CONTROL_RULES,
  ...BUILD_RULES,
  ...AI_RULES,
  ...PAYMENT_RULES,
  ...MESSAGING_RULES,
  ...OBSERVABILITY_RULES,
  ...SAAS_RULES,
  ...LOGIN_RULES,
  ...PASSWORD_RULES,
  ...NAMED_RULES,
  ...IDENTIFIER_RULES,
];
