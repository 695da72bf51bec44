"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";

/** Who is signed in, and the way to be somebody else on this page. */
export function UseOtherAccount({ email }: { email: string }) {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const leave = async () => {
    setPending(true);
    const { signOut } = await import("next-auth/react");
    await signOut({ redirect: false }).catch(() => {});
    router.refresh();
    setPending(false);
  };
  return (
    <div className="flex flex-wrap items-center justify-center gap-x-1">
      <span className="wrap-anywhere">Signed in as {email}.</span>
      <Button variant="ghost" size="sm" pending={pending} onClick={() => void leave()}>
        Use another account
      </Button>
    </div>
  );
}
