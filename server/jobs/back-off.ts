// How long something that failed waits for its next try. Pure.

/** Around `seconds`, by up to a fifth more or less, so that what failed together does not come back together. */
export function jittered(seconds: number): number {
  return seconds * (0.8 + Math.random() * 0.4);
}

/** The point in time that lies `seconds` after `now`. */
export function after(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}
