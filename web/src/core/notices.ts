import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Clock } from "./clock";

/** What the person is told in passing. */
export type Notice =
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "link-copied" }
  /** What a command did. */
  | { readonly kind: "done"; readonly text: string }
  | { readonly kind: "all-read"; readonly count: number; readonly undo: () => void };

// Long enough to read it twice, and to reach for what it offers.
const shownForMs = 8_000;

/** One notice at a time; the newest. */
export class Notices {
  readonly #clock: Clock;
  readonly #current = signal<Notice | null>(null);
  #cancel: () => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get current(): ReadonlySignal<Notice | null> {
    return this.#current;
  }

  show(notice: Notice): void {
    this.#cancel();
    this.#current.value = notice;
    this.#cancel = this.#clock.after(shownForMs, () => this.dismiss());
  }

  dismiss(): void {
    this.#cancel();
    this.#current.value = null;
  }
}
