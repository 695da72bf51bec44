import type { Metadata } from "next";
import { VerifyEmail } from "#components/auth/verify-email.tsx";
import { asked, type SearchParams } from "../asked.ts";

export const metadata: Metadata = { title: "Confirm your address" };

export default async function VerifyEmailPage({ searchParams }: { searchParams: SearchParams }) {
  return <VerifyEmail {...(await asked(searchParams, "token"))} />;
}
