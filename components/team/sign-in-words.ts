/** How an account signs in, in words. */
export const SIGN_IN_WORDS: Record<string, string> = { password: "Password", google: "Google" };
