/** Time, passed in so that tests move it. */
export interface Clock {
  nowMs(): number;
  /** Runs the action once after the delay; the answer cancels it. */
  after(delayMs: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
