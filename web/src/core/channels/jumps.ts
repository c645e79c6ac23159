import { type ReadonlySignal, signal } from "@preact/signals-core";

export interface Jump {
  readonly channelId: string;
  readonly seq: number;
}

/** A message that someone wants to see in its place; the timeline of its channel goes there, and says so. */
export class Jumps {
  readonly #asked = signal<Jump | null>(null);

  get asked(): ReadonlySignal<Jump | null> {
    return this.#asked;
  }

  ask(channelId: string, seq: number): void {
    this.#asked.value = { channelId, seq };
  }

  done(jump: Jump): void {
    if (this.#asked.peek() === jump) {
      this.#asked.value = null;
    }
  }
}
