"use client";
import { useRouter } from "next/navigation";
import type { ComponentProps } from "react";
import { keepForReturn } from "./link-token.ts";
import { SignIn } from "./sign-in.tsx";

type Props = Pick<ComponentProps<typeof SignIn>, "google" | "title" | "intro" | "notice" | "signUp"> & {
  /** This page's own address, without anything that its link carried. */
  here: string;
  token: string;
};

/** A sign-in in the place of what a link leads to, so that the link's token stays where it is. */
export function SignInHere({ here, token, ...props }: Props) {
  const router = useRouter();
  return (
    <SignIn
      {...props}
      next={here}
      onLeave={() => keepForReturn(token)}
      onSignedIn={() => {
        router.refresh();
        // The form stays busy until the page comes back with a person.
        return new Promise<never>(() => {});
      }}
    />
  );
}
