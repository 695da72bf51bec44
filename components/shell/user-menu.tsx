"use client";
import { BookOpen, LogOut, Settings, ShieldCheck } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Menu } from "#components/ui/menu.tsx";

/** Who is signed in, and the way out. */
export function UserMenu({ person }: { person: { display_name: string; email: string } }) {
  const name = person.display_name || person.email;
  return (
    <Menu
      label={`Account of ${name}`}
      trigger={
        <Button variant="ghost" className="max-w-56 px-1.5">
          <span
            aria-hidden
            data-initial={[...name][0]}
            className="flex size-6 shrink-0 items-center justify-center rounded-full bg-accent-soft text-2xs font-semibold text-accent uppercase before:content-[attr(data-initial)]"
          />
          <span className="sr-only">Account of</span>
          <span className="truncate max-sm:sr-only">{name}</span>
        </Button>
      }
      items={[
        { label: "Settings", icon: Settings, href: "/settings", hint: person.email },
        { label: "Security", icon: ShieldCheck, href: "/security" },
        { label: "API reference", icon: BookOpen, href: "/docs" },
        "separator",
        { label: "Sign out", icon: LogOut, onSelect: () => void signOut() },
      ]}
    />
  );
}

/** Ends the session here and on the server, and leads to the sign-in. */
export async function signOut(): Promise<void> {
  const { signOut: end } = await import("next-auth/react");
  await end({ redirect: false });
  window.location.assign("/sign-in?signed_out=1");
}
