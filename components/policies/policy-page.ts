// What the server asks for before a page of policies is shown.

/** How many policies a list begins with. */
export const POLICIES_AT_ONCE = 200;
