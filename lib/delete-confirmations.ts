/** The sentence that has to be typed before an account is deleted; `DELETE` alone is what older clients send. */
export const DELETE_CONFIRMATIONS = ["DELETE MY ACCOUNT", "DELETE"] as const;
