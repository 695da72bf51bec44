"use client";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useState } from "react";

/** Where the reader wanted to go: an address of ours, or back in the history. */
type Target = { href: string } | "back";

/**
 * Asks before the page is left while `active`: by a link of ours or the back button through `asking`, by closing the
 * tab through the browser's own question.
 */
export function useLeaveGuard(active: boolean) {
  const router = useRouter();
  const [target, setTarget] = useState<Target | null>(null);
  useEffect(() => {
    if (!active) return;
    const atClose = (event: BeforeUnloadEvent) => event.preventDefault();
    const atClick = (event: MouseEvent) => {
      const href = ownLink(event);
      if (!href) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget({ href });
    };
    // An entry of the history more: going back first takes that one away, and stays here.
    window.history.pushState(window.history.state, "");
    const atBack = () => {
      window.history.pushState(window.history.state, "");
      setTarget("back");
    };
    window.addEventListener("beforeunload", atClose);
    window.addEventListener("popstate", atBack);
    document.addEventListener("click", atClick, true);
    return () => {
      window.removeEventListener("beforeunload", atClose);
      window.removeEventListener("popstate", atBack);
      document.removeEventListener("click", atClick, true);
    };
  }, [active]);
  const stay = useCallback(() => setTarget(null), []);
  const leave = useCallback(() => {
    if (target === "back") router.push("/agents");
    else if (target) router.push(target.href);
  }, [router, target]);
  return { asking: target !== null, stay, leave };
}

/** The address of a plain click on a link that leads elsewhere in this tab. */
function ownLink(event: MouseEvent): string | null {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!isPlain || !link || link.target === "_blank" || link.hasAttribute("download")) return null;
  const { origin, pathname, search } = new URL(link.href, window.location.href);
  if (origin !== window.location.origin || pathname === window.location.pathname) return null;
  return `${pathname}${search}`;
}
