import { type ReadonlySignal, signal } from "@preact/signals";
import type { MessageList } from "../../core/channels/messageList";
import type { PlaceReading } from "../../core/channels/reading";
import type { KnownMessage } from "../../core/channels/timelineItem";
import type { Scroller } from "./Scroller";

/** The channel or the thread that a timeline shows. */
export interface TimelinePlace {
  readonly list: MessageList;
  /** The id of the box in which one writes to it. */
  readonly composerId: string;
  /** null: a thread, in which replies have none of their own. */
  readonly openThread: ((seq: number) => void) | null;
}

/** What can be done from a row of the timeline, and from the composer to the timeline. */
export class TimelineActions {
  readonly #place: TimelinePlace;
  readonly #reading: PlaceReading;
  readonly #myId: string;
  readonly #editingSeq = signal<number | null>(null);
  readonly #deleting = signal<KnownMessage | null>(null);
  #scroller: Scroller | null = null;

  constructor(place: TimelinePlace, reading: PlaceReading, myId: string) {
    this.#place = place;
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

  /** The id of the box in which one writes here. */
  get composerId(): string {
    return this.#place.composerId;
  }

  get canMarkUnread(): boolean {
    return this.#reading.canMarkUnread;
  }

  /** Opens the thread of a message, or that which a reply is in; null: this is one. */
  get openThread(): ((seq: number) => void) | null {
    return this.#place.openThread;
  }

  attach(scroller: Scroller): () => void {
    this.#scroller = scroller;
    return () => {
      this.#scroller = null;
    };
  }

  edit(seq: number): void {
    this.#editingSeq.value = seq;
  }

  /** @returns false when there is no message to edit. */
  editLastOwn(): boolean {
    const { items } = this.#place.list.state.value;
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
    this.#focusComposer();
  }

  askToDelete(message: KnownMessage): void {
    this.#deleting.value = message;
  }

  stopDeleting(): void {
    this.#deleting.value = null;
  }

  markUnread(seq: number): void {
    this.#reading.markUnread(seq);
  }

  async jumpToEnd(): Promise<void> {
    if (this.#place.list.state.value.hasNewer) {
      await this.#place.list.openEnd();
    }
    this.#scroller?.toEnd();
  }

  /** The button goes as its work is done, so the focus needs another place. */
  async leaveForEnd(): Promise<void> {
    await this.jumpToEnd();
    if (!window.matchMedia("(pointer: coarse)").matches) {
      this.#focusComposer();
    }
  }

  /** From the composer into the messages, at the last one. */
  focusLast(): void {
    this.#scroller?.lastElement()?.querySelector<HTMLElement>("article")?.focus();
  }

  /** Brings a message that is loaded into view, and gives it the focus. */
  showMessage(seq: number): void {
    this.#scroller?.toRow(seq);
    requestAnimationFrame(() => this.#scroller?.elementOf(seq)?.querySelector<HTMLElement>("article")?.focus({ preventScroll: true }));
  }

  /** @returns false when there is nothing to reply to. */
  replyToLast(): boolean {
    const last = this.#place.list.state.value.items.findLast((item) => item.kind === "message" && item.message.deletedAt === null);
    if (last === undefined || this.openThread === null) {
      return false;
    }
    this.openThread(last.seq);
    return true;
  }

  #focusComposer(): void {
    document.getElementById(this.composerId)?.focus({ preventScroll: true });
  }
}
