import type { Clock } from "../../src/core/clock";

interface Due {
  readonly atMs: number;
  readonly action: () => void;
}

/** Time that stands until the test moves it. */
export class FakeClock implements Clock {
  #nowMs = Date.UTC(2026, 10, 22, 12);
  readonly #due = new Set<Due>();

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, action: () => void): () => void {
    const due = { atMs: this.#nowMs + delayMs, action };
    this.#due.add(due);
    return () => this.#due.delete(due);
  }

  /** Runs what is due on the way, in order. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    for (let next = this.#next(untilMs); next !== undefined; next = this.#next(untilMs)) {
      this.#due.delete(next);
      this.#nowMs = next.atMs;
      next.action();
    }
    this.#nowMs = untilMs;
  }

  #next(untilMs: number): Due | undefined {
    return [...this.#due].filter((due) => due.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
  }
}

/** Lets promises that are settled run their continuations. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
