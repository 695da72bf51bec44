// What a sign-in page must know before anybody has signed in.
import type { z } from "zod";
import type { SignInOptionsResponse } from "#lib/schemas/auth.ts";
import type { PublicContext } from "#server/context.ts";
import { hasNobody } from "./store.ts";

/** In which ways people may sign up and in; `first` until somebody has, who will be the operator. */
export async function readSignInOptions(ctx: PublicContext): Promise<z.input<typeof SignInOptionsResponse>> {
  const { config, db, mailer, settings } = ctx.runtime;
  return {
    signup: settings.current().signup,
    google: Boolean(config.GOOGLE_CLIENT_ID && config.GOOGLE_CLIENT_SECRET),
    mail: mailer !== null,
    first: await hasNobody(db),
  };
}
