import { batch } from "@preact/signals-core";
import type { ServerFrame } from "../../contracts";

/**
 * Collects frames and handles them together, in their order, once per drawn frame: in a burst of 500 messages a second the
 * views render 60 times, not 500.
 */
export class FrameQueue {
  readonly #handle: (frames: readonly ServerFrame[]) => void;
  readonly #schedule: (action: () => void) => void;
  #waiting: ServerFrame[] = [];

  constructor(handle: (frames: readonly ServerFrame[]) => void, schedule: (action: () => void) => void) {
    this.#handle = handle;
    this.#schedule = schedule;
  }

  push(frame: ServerFrame): void {
    this.#waiting.push(frame);
    if (this.#waiting.length === 1) {
      this.#schedule(() => this.flush());
    }
  }

  /** Handles now what waits, as before cursors are read for a new connection. */
  flush(): void {
    const frames = this.#waiting;
    if (frames.length > 0) {
      this.#waiting = [];
      batch(() => this.#handle(frames));
    }
  }
}
