/** Goes to the sign-in, which says why and leads back here. */
export function leaveForSignIn(): void {
  const { pathname, search } = window.location;
  if (pathname === "/sign-in") return;
  window.location.assign(`/sign-in?ended=1&next=${encodeURIComponent(pathname + search)}`);
}
