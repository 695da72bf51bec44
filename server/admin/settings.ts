// What the operator sets while the server runs: known keys alone, each with a type and a default from the environment.
// A request never waits for a setting: each instance keeps them and looks for changes every two seconds.
import { z } from "zod";
import type { Database } from "#db/client.ts";
import { SETTING_KEYS } from "#lib/schemas/admin.ts";
import type { Config } from "#server/config.ts";
import { selectSettings } from "./store.ts";

export type SettingKey = (typeof SETTING_KEYS)[number];

const days = z
  .string()
  .regex(/^[1-9]\d{0,2}$/, "must be a whole number of days from 1 to 365")
  .transform(Number)
  .refine((count) => count <= 365, "must be a whole number of days from 1 to 365");
const choice = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.enum(words, { error: `must be one of ${words.join(", ")}` });

const SCHEMAS = {
  signup: choice(["open", "invite", "closed"]),
  session_days: days,
  share_max_days: days,
  enrolment: choice(["on", "off"]),
} satisfies Record<SettingKey, z.ZodType>;

export type SettingValues = { [K in SettingKey]: z.output<(typeof SCHEMAS)[K]> };

export const DESCRIPTIONS: Record<SettingKey, string> = {
  signup: "Who may sign up: open, invite or closed. Invitations into an organization are good in any case.",
  session_days: "A session ends after so many days without use.",
  share_max_days: "How far ahead the end of a share may lie, in days.",
  enrolment: "Whether programs may ask to become agents: on or off.",
};

/** What holds where nobody has set anything. */
export function defaults(config: Config): SettingValues {
  return { signup: config.SIGNUP, session_days: config.SESSION_DAYS, share_max_days: 365, enrolment: "on" };
}

/** Why the text is no value of the setting, or null. */
export function settingProblem(key: SettingKey, text: string): string | null {
  const parsed = SCHEMAS[key].safeParse(text);
  return parsed.success ? null : (parsed.error.issues[0]?.message ?? "is not valid");
}

export type Settings = {
  current(): SettingValues;
  /** Looks for what any instance has changed. */
  reload(): Promise<void>;
};

/** The settings as this instance knows them, at most one reload old. */
export async function createSettings(db: Database, config: Config): Promise<Settings> {
  let values = defaults(config);
  const settings: Settings = {
    current: () => values,
    async reload() {
      const set: Partial<SettingValues> = {};
      for (const { key, value } of await selectSettings(db)) Object.assign(set, known(key, value));
      values = { ...defaults(config), ...set };
    },
  };
  await settings.reload();
  return settings;
}

// A key or value of another release counts as not set.
function known(key: string, text: string): Partial<SettingValues> {
  const name = SETTING_KEYS.find((each) => each === key);
  const parsed = name && SCHEMAS[name].safeParse(text);
  return name && parsed?.success ? { [name]: parsed.data } : {};
}
