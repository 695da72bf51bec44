"use client";
import type { ComponentProps } from "react";
import { useLinkToken } from "./link-token.ts";
import { SignUp } from "./sign-up.tsx";

/** The sign-up of somebody whose link carries an invitation. */
export function SignUpByLink({ token, ...props }: ComponentProps<typeof SignUp> & { token?: string }) {
  const invite_token = useLinkToken(token);
  return <SignUp {...props} invite_token={invite_token || undefined} />;
}
