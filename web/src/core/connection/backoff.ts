const firstMs = 500;
const longestMs = 30_000;

/** Full jitter: any moment up to a bound that doubles, so that clients that lost a node together do not come back together. */
export function backoffMs(attempt: number, random: () => number): number {
  return random() * Math.min(longestMs, firstMs * 2 ** attempt);
}
