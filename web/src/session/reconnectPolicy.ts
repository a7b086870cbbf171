const FIRST_DELAYS_MS = [0, 300, 700, 1000, 1500, 2000];
const LATER_DELAY_MS = 2000;
/** Long enough for a server to restart; after it a fresh token is worth more than another try. */
export const GIVE_UP_AFTER_MS = 150_000;

/**
 * How long the SDK waits before it tries again. Short steps, because a person is waiting, with a
 * spread so that a whole meeting doesn't come back in the same instant.
 */
export function retryDelayMs(
  retryCount: number,
  elapsedMs: number,
  random: () => number,
): number | null {
  if (elapsedMs > GIVE_UP_AFTER_MS) return null;
  const base = FIRST_DELAYS_MS[retryCount] ?? LATER_DELAY_MS;
  return Math.round(base * (0.85 + 0.3 * random()));
}
