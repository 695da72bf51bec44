import type { Metadata } from "next";
import type { ReactNode } from "react";
import { PublicFrame } from "#components/sharing/public-frame.tsx";

export const metadata: Metadata = {
  title: "A shared secret",
  description: "Somebody shares a secret with you. It shows after a click.",
  robots: { index: false, follow: false },
};

export default function ShareLayout({ children }: { children: ReactNode }) {
  return <PublicFrame>{children}</PublicFrame>;
}
