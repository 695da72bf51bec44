import type { Metadata } from "next";
import { load } from "#app/load.ts";
import { ForgotPassword } from "#components/auth/forgot-password.tsx";
import { pageClient } from "#server/session.ts";

export const metadata: Metadata = { title: "Forgot your password?" };

export default async function ForgotPasswordPage() {
  const client = await pageClient();
  const { mail } = await load(client.auth.options());
  return <ForgotPassword mail={mail} />;
}
