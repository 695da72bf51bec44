import type { Metadata } from "next";
import { ResetPassword } from "#components/auth/reset-password.tsx";
import { asked, type SearchParams } from "../asked.ts";

export const metadata: Metadata = { title: "Choose a new password" };

export default async function ResetPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  return <ResetPassword {...(await asked(searchParams, "token"))} />;
}
