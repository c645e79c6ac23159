/** Why the server closed an event stream. */
export const closeCodes = {
  malformed: 4400,
  badCredentials: 4401,
  revoked: 4403,
  timedOut: 4407,
  tooSlow: 4408,
  tooManyFrames: 4429,
  serverStopping: 4503,
} as const;

/** Whether a client that was closed with this code connects again by itself. Codes outside the application's ranges (1006 and its kin) do. */
export function reconnects(code: number): boolean {
  const exceptions: readonly number[] = [closeCodes.timedOut, closeCodes.tooSlow, closeCodes.tooManyFrames];
  return exceptions.includes(code) || code < 4400 || code >= 4500;
}
