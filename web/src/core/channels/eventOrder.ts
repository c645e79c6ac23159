import type { ChannelEventDto } from "../../contracts";

/** The seqs that are missing between the cursor and what arrived, both ends included. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Gives a channel's events out in seq order, each once, whatever order they came in. */
export class EventOrder {
  #cursor: number;
  // Invariant: every key is greater than #cursor + 1.
  readonly #held = new Map<number, ChannelEventDto>();

  constructor(cursor: number) {
    this.#cursor = cursor;
  }

  /** The seq of the last event given out. */
  get cursor(): number {
    return this.#cursor;
  }

  get gap(): Gap | null {
    return this.#held.size === 0 ? null : { from: this.#cursor + 1, to: Math.min(...this.#held.keys()) - 1 };
  }

  /** The events that are now in order, this one among them or not. */
  offer(event: ChannelEventDto): readonly ChannelEventDto[] {
    if (event.seq <= this.#cursor) {
      return [];
    }
    this.#held.set(event.seq, event);
    const inOrder: ChannelEventDto[] = [];
    for (let next = this.#held.get(this.#cursor + 1); next !== undefined; next = this.#held.get(this.#cursor + 1)) {
      this.#held.delete(next.seq);
      this.#cursor = next.seq;
      inOrder.push(next);
    }
    return inOrder;
  }

  /** Goes on after this seq; what was held up to it was seen another way. */
  restart(cursor: number): void {
    this.#cursor = cursor;
    for (const seq of [...this.#held.keys()]) {
      if (seq <= cursor) {
        this.#held.delete(seq);
      }
    }
  }
}
