import { type ReadonlySignal, signal } from "@preact/signals";
import type { Channel } from "../../core/channels/channel";
import type { MessageList } from "../../core/channels/messageList";
import type { PlaceReading } from "../../core/channels/reading";
import type { KnownMessage } from "../../core/channels/timelineItem";
import type { Scroller } from "./Scroller";

/** The channel or the thread that a timeline shows. */
export interface TimelinePlace {
  readonly channel: Channel;
  readonly list: MessageList;
  /** The id of the box in which one writes to it. */
  readonly composerId: string;
  /** null: a thread, in which replies have none of their own. */
  readonly openThread: ((seq: number) => void) | null;
  /** Whether messages can be written to it. */
  readonly isOpen: () => boolean;
}

interface Reacting {
  readonly seq: number;
  readonly anchor: DOMRect;
}

/** A message whose further actions are offered. */
interface Offered {
  readonly message: KnownMessage;
  readonly anchor: DOMRect;
}

/** What can be done from a row of the timeline, and from the composer to the timeline. */
export class TimelineActions {
  readonly #place: TimelinePlace;
  readonly #reading: PlaceReading;
  readonly #myId: string;
  readonly #editingSeq = signal<number | null>(null);
  readonly #deleting = signal<KnownMessage | null>(null);
  readonly #reacting = signal<Reacting | null>(null);
  readonly #offered = signal<Offered | null>(null);
  readonly #leavingDay = signal<Date | null>(null);
  readonly #versionsOf = signal<KnownMessage | null>(null);
  readonly #quotation = signal<string | null>(null);
  readonly #shownSeq = signal<number | null>(null);
  /** Where to go once there is something to scroll. */
  #goal: number | null = null;
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

  /** Whether a quotation finds a box to go to. */
  get canQuote(): boolean {
    return this.#place.isOpen();
  }

  get canMarkUnread(): boolean {
    return this.#reading.canMarkUnread;
  }

  /** Opens the thread of a message, or that which a reply is in; null: this is one. */
  get openThread(): ((seq: number) => void) | null {
    return this.#place.openThread;
  }

  /** The message for which an emoji is chosen. */
  get reacting(): ReadonlySignal<Reacting | null> {
    return this.#reacting;
  }

  /** The message whose menu is open. */
  get offered(): ReadonlySignal<Offered | null> {
    return this.#offered;
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

  /**
   * Brings a message into view, loaded or not, and gives it the focus.
   * @returns false when it does not show here: what was around it at the time does.
   */
  async show(seq: number): Promise<boolean> {
    const { list } = this.#place;
    if (list.find(seq) === null) {
      await list.openAround(seq);
    }
    this.#goal = seq;
    this.#shownSeq.value = null;
    // The rows that were just loaded are given to the scroller as they are drawn.
    requestAnimationFrame(() => this.#reachGoal());
    return list.find(seq) !== null;
  }

  /** Brings the first message of a day, or after it, into view; the end of the channel when nothing came any more. */
  async showDay(day: Date): Promise<void> {
    const { list } = this.#place;
    await list.openSince(day);
    const first = list.state.value.items.find(({ kind }) => kind === "message");
    await (first === undefined ? this.jumpToEnd() : this.show(first.seq));
  }

  /** The day that someone leaves for another one. */
  get leavingDay(): ReadonlySignal<Date | null> {
    return this.#leavingDay;
  }

  leaveDay(day: Date | null): void {
    this.#leavingDay.value = day;
  }

  #reachGoal(): void {
    if (this.#goal !== null && this.#scroller !== null) {
      this.showMessage(this.#goal);
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

  /** Opens the picker beside an element of the message's row, to which the focus returns: the button may be gone by then. */
  react(seq: number, beside: Element): void {
    const { isMember, archivedAt } = this.#place.channel.info.peek();
    if (isMember && archivedAt === null) {
      this.#reacting.value = { seq, anchor: anchorAt(beside) };
    }
  }

  /** Opens the menu of a message beside an element of its row, as the picker. */
  offer(message: KnownMessage, beside: Element): void {
    this.#offered.value = { message, anchor: anchorAt(beside) };
  }

  stopOffering(): void {
    this.#offered.value = null;
  }

  /** @returns false when there is no message to react to. */
  reactToLast(): boolean {
    const last = this.#place.list.state.value.items.findLast((item) => item.kind === "message" && item.message.deletedAt === null);
    if (last === undefined) {
      return false;
    }
    if (this.#scroller?.positionOf(last.seq) !== "in view") {
      this.#scroller?.toRow(last.seq);
    }
    const row = this.#scroller?.elementOf(last.seq)?.querySelector("article");
    if (row != null) {
      this.react(last.seq, row);
    }
    return row != null;
  }

  stopReacting(): void {
    this.#reacting.value = null;
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
    this.#shownSeq.value = seq;
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

/** Where an element is; the focus goes to its row. */
function anchorAt(beside: Element): DOMRect {
  const anchor = beside.getBoundingClientRect();
  beside.closest<HTMLElement>("article")?.focus({ preventScroll: true });
  return anchor;
}
