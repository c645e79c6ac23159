import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Clock } from "../clock";

export interface Announcement {
  /** How many messages it is about. */
  readonly count: number;
  readonly authorId: string;
  readonly text: string;
}

const everyMs = 2_000;

/**
 * What a screen reader says of new messages: at most one announcement every two seconds, about all that came since the last.
 * It throttles and does not wait for a pause, which in a steady flood never comes.
 */
export class Announcer {
  readonly #clock: Clock;
  readonly #current = signal<Announcement | null>(null);
  #waiting: Announcement | null = null;
  #isScheduled = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get current(): ReadonlySignal<Announcement | null> {
    return this.#current;
  }

  posted(authorId: string, text: string): void {
    this.#waiting = { count: (this.#waiting?.count ?? 0) + 1, authorId, text };
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      this.#clock.after(everyMs, () => {
        this.#isScheduled = false;
        this.#current.value = this.#waiting;
        this.#waiting = null;
      });
    }
  }
}
