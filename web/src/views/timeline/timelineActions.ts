import { type ReadonlySignal, signal } from "@preact/signals";
import type { Channel } from "../../core/channels/channel";
import type { Reading } from "../../core/channels/reading";
import type { KnownMessage } from "../../core/channels/timelineItem";
import type { Scroller } from "./Scroller";

interface Reacting {
  readonly seq: number;
  readonly anchor: DOMRect;
}

/** What can be done from a row of the timeline, and from the composer to the timeline. */
export class TimelineActions {
  readonly #channel: Channel;
  readonly #reading: Reading;
  readonly #myId: string;
  readonly #editingSeq = signal<number | null>(null);
  readonly #deleting = signal<KnownMessage | null>(null);
  readonly #reacting = signal<Reacting | null>(null);
  readonly #versionsOf = signal<KnownMessage | null>(null);
  readonly #quotation = signal<string | null>(null);
  readonly #shownSeq = signal<number | null>(null);
  /** Where to go once there is something to scroll. */
  #goal: number | null = null;
  #scroller: Scroller | null = null;

  constructor(channel: Channel, reading: Reading, myId: string) {
    this.#channel = channel;
    this.#reading = reading;
    this.#myId = myId;
  }

  /** The message that is edited in its place. */
  get editingSeq(): ReadonlySignal<number | null> {
    return this.#editingSeq;
  }

  /** The message whose deletion waits for a confirmation. */
  get deleting(): ReadonlySignal<KnownMessage | null> {
    return this.#deleting;
  }

  /** The message for which an emoji is chosen. */
  get reacting(): ReadonlySignal<Reacting | null> {
    return this.#reacting;
  }

  /** The edited message whose earlier versions are shown. */
  get versionsOf(): ReadonlySignal<KnownMessage | null> {
    return this.#versionsOf;
  }

  showVersions(message: KnownMessage | null): void {
    this.#versionsOf.value = message;
  }

  /** What the composer has to take in. */
  get quotation(): ReadonlySignal<string | null> {
    return this.#quotation;
  }

  quote(text: string): void {
    this.#quotation.value = text;
  }

  quoted(): void {
    this.#quotation.value = null;
  }

  /** The message that someone went to by its address: it is marked for a moment. */
  get shownSeq(): ReadonlySignal<number | null> {
    return this.#shownSeq;
  }

  /** Brings a message into view, loaded or not. */
  async show(seq: number): Promise<void> {
    const { messages } = this.#channel;
    if (messages.find(seq) === null) {
      await messages.openAround(seq);
    }
    this.#goal = seq;
    this.#shownSeq.value = null;
    // The rows that were just loaded are given to the scroller as they are drawn.
    requestAnimationFrame(() => this.#reachGoal());
  }

  #reachGoal(): void {
    if (this.#goal !== null && this.#scroller !== null) {
      this.#scroller.toRow(this.#goal);
      this.#shownSeq.value = this.#goal;
      this.#goal = null;
    }
  }

  attach(scroller: Scroller): () => void {
    this.#scroller = scroller;
    this.#reachGoal();
    return () => {
      this.#scroller = null;
    };
  }

  edit(seq: number): void {
    this.#editingSeq.value = seq;
  }

  /** @returns false when there is no message to edit. */
  editLastOwn(): boolean {
    const { items } = this.#channel.messages.state.value;
    const last = items.findLast(
      (item) => item.kind === "message" && item.message.authorId === this.#myId && item.message.deletedAt === null,
    );
    if (last === undefined) {
      return false;
    }
    if (this.#scroller?.positionOf(last.seq) !== "in view") {
      this.#scroller?.toRow(last.seq);
    }
    this.#editingSeq.value = last.seq;
    return true;
  }

  stopEditing(): void {
    this.#editingSeq.value = null;
    document.getElementById("composer")?.focus({ preventScroll: true });
  }

  askToDelete(message: KnownMessage): void {
    this.#deleting.value = message;
  }

  stopDeleting(): void {
    this.#deleting.value = null;
  }

  /** Opens the picker beside an element of the message's row, to which the focus returns: the button may be gone by then. */
  react(seq: number, beside: Element): void {
    const { isMember, archivedAt } = this.#channel.info.peek();
    if (isMember && archivedAt === null) {
      const anchor = beside.getBoundingClientRect();
      beside.closest<HTMLElement>("article")?.focus({ preventScroll: true });
      this.#reacting.value = { seq, anchor };
    }
  }

  /** @returns false when there is no message to react to. */
  reactToLast(): boolean {
    const last = this.#channel.messages.state.value.items.findLast((item) => item.kind === "message" && item.message.deletedAt === null);
    if (last === undefined) {
      return false;
    }
    if (this.#scroller?.positionOf(last.seq) !== "in view") {
      this.#scroller?.toRow(last.seq);
    }
    const row = document.querySelector(`.feed article[aria-posinset="${last.seq}"]`);
    if (row !== null) {
      this.react(last.seq, row);
    }
    return row !== null;
  }

  stopReacting(): void {
    this.#reacting.value = null;
  }

  markUnread(seq: number): void {
    this.#reading.markUnread(seq);
  }

  async jumpToEnd(): Promise<void> {
    if (this.#channel.messages.state.value.hasNewer) {
      await this.#channel.messages.openEnd();
    }
    this.#scroller?.toEnd();
  }

  /** The button goes as its work is done, so the focus needs another place. */
  async leaveForEnd(): Promise<void> {
    await this.jumpToEnd();
    if (!window.matchMedia("(pointer: coarse)").matches) {
      document.getElementById("composer")?.focus({ preventScroll: true });
    }
  }

  /** From the composer into the messages, at the last one. */
  focusLast(): void {
    document.querySelector<HTMLElement>(".feed > :last-child article")?.focus();
  }
}
