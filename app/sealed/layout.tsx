import type { Metadata } from "next";
import type { ReactNode } from "react";
import { PublicFrame } from "#components/sharing/public-frame.tsx";

export const metadata: Metadata = {
  title: "A sealed message",
  description: "Somebody sent you a message that only this link opens. It shows after a click.",
  robots: { index: false, follow: false },
};

export default function SealedLayout({ children }: { children: ReactNode }) {
  return <PublicFrame>{children}</PublicFrame>;
}
