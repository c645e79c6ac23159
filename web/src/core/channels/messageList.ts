import { batch, type ReadonlySignal, signal } from "@preact/signals-core";
import { type ChannelEventDto, limits, type MessageDto, type MessagePage } from "../../contracts";
import type { Http } from "../api/http";
import { getEvents, getMessages, type MessageRange } from "../api/messages";
import { reacted } from "../reactions/reacted";
import { holesBetween } from "./holes";
import {
  itemOf,
  type KnownMessage,
  knownMessage,
  lowerBound,
  messageItem,
  repliedTo,
  type StoredItem,
  withoutContent,
  withReplyLess,
} from "./timelineItem";
import type { LoadedMessages } from "./unreadCounter";

export type ListPhase =
  | { readonly name: "empty" }
  | { readonly name: "loading" }
  | { readonly name: "ready" }
  | { readonly name: "failed"; readonly error: unknown };

export interface ListState {
  readonly phase: ListPhase;
  /** Ascending by seq, without holes but for events that are not shown. */
  readonly items: readonly StoredItem[];
  /** Whether the channel has messages before the first one here. */
  readonly hasOlder: boolean;
  /** Whether the list ends before the channel does; events that arrive are then left for a later page. */
  readonly hasNewer: boolean;
  readonly isLoadingOlder: boolean;
  readonly isLoadingNewer: boolean;
}

const nothing: ListState = {
  phase: { name: "empty" },
  items: [],
  hasOlder: false,
  hasNewer: false,
  isLoadingOlder: false,
  isLoadingNewer: false,
};

const firstPage = 50;
const page = 100;
/** How many messages before the unread line are shown above it. */
const contextAbove = 20;

/** A list longer than this loses what is farthest from where one reads: without it a day in a busy channel would fill the memory. */
export const mostItems = 2_000;
const keptItems = 1_600;

/** Which messages of a channel a list shows. */
export interface MessageSource {
  load(range: MessageRange): Promise<MessagePage>;
  /** null: the event is not shown by itself. */
  itemOf(event: ChannelEventDto): StoredItem | null;
  /** Whether lines stand between the messages that are none: who joined, and what the channel is about. */
  readonly hasSystemLines: boolean;
}

/** What is on screen of one channel's log: one stretch of it, which grows at both ends and follows live events while it reaches the end. */
export class MessageList implements LoadedMessages {
  readonly #http: Http;
  readonly #channelId: string;
  readonly #myId: string;
  readonly #cursor: () => number;
  readonly #source: MessageSource;
  readonly #state = signal<ListState>(nothing);
  /** Every event from `#from` to `#to` is in the items. */
  #from = 0;
  #to = 0;
  /** Someone reads above the end: what they read is kept, and when the list is long, what comes is left for a later page. */
  isReadAbove = false;
  /** The list was started again; answers to requests of before are dropped. */
  #generation = 0;
  /** Events that were applied while a page was on its way, for the pages that were read before them. */
  readonly #recordings = new Set<ChannelEventDto[]>();

  constructor(http: Http, channelId: string, myId: string, cursor: () => number, source: MessageSource = channelSource(http, channelId)) {
    this.#http = http;
    this.#source = source;
    this.#channelId = channelId;
    this.#myId = myId;
    this.#cursor = cursor;
  }

  get state(): ReadonlySignal<ListState> {
    return this.#state;
  }

  /** The items reach back to this seq. */
  get from(): number {
    return this.#from;
  }

  get to(): number {
    return this.#to;
  }

  /** Shows the channel from where it was read to, or its end. */
  async open(readSeq: number, unread: number): Promise<void> {
    if (unread >= firstPage - contextAbove / 2) {
      await this.openAround(readSeq);
      return;
    }
    await this.openEnd();
    const { phase, hasOlder } = this.#state.value;
    if (unread > 0 && phase.name === "ready" && hasOlder && this.#from > readSeq) {
      await this.openAround(readSeq);
    }
  }

  /** Shows the end of the channel. */
  openEnd(): Promise<void> {
    return this.#open({ limit: firstPage });
  }

  /** Shows the messages around a seq, as the first unread one. */
  openAround(seq: number): Promise<void> {
    return this.#open({ after: Math.max(0, seq - contextAbove), limit: page });
  }

  async loadOlder(): Promise<void> {
    const state = this.#state.value;
    if (!state.hasOlder || state.isLoadingOlder || state.phase.name !== "ready") {
      return;
    }
    this.#patch({ isLoadingOlder: true });
    const bound = this.#from;
    await this.#load({ before: bound, limit: page }, { isLoadingOlder: false }, (loaded) => {
      if (this.#from !== bound) {
        return null;
      }
      this.#from = loaded.hasOlder ? (loaded.messages[0]?.seq ?? 1) : 1;
      this.#patch({ items: [...itemsOf(loaded), ...this.#state.value.items], hasOlder: loaded.hasOlder });
      this.#dropNewest();
      return { from: this.#from, to: bound - 1 };
    });
  }

  async loadNewer(): Promise<void> {
    const state = this.#state.value;
    if (!state.hasNewer || state.isLoadingNewer || state.phase.name !== "ready") {
      return;
    }
    this.#patch({ isLoadingNewer: true });
    const bound = this.#to;
    await this.#load({ after: bound, limit: page }, { isLoadingNewer: false }, (loaded) => {
      if (this.#to !== bound) {
        return null;
      }
      this.#to = endOf(loaded);
      this.#patch({ items: [...this.#state.value.items, ...itemsOf(loaded)], hasNewer: loaded.hasNewer });
      this.#dropOldest();
      return { from: bound + 1, to: this.#to };
    });
  }

  /** Takes one event of the channel, in seq order. */
  apply(event: ChannelEventDto): void {
    for (const recording of this.#recordings) {
      recording.push(event);
    }
    if (this.#state.value.phase.name === "ready") {
      this.#applyNow(event);
    }
  }

  /**
   * A message as the server answered it, before its event is here. What it says of a thread may be older or newer than what is known of it,
   * and its reactions older.
   */
  replace(message: MessageDto | KnownMessage): void {
    this.#change(message.seq, ({ thread, reactions, reactionsSeq }) => {
      const isBehind = message.deletedAt === null && message.reactionsSeq < reactionsSeq;
      return { ...message, thread, ...(isBehind && { reactions, reactionsSeq }) };
    });
  }

  find(seq: number): KnownMessage | null {
    const item = this.#state.value.items[lowerBound(this.#state.value.items, seq)];
    return item?.seq === seq && item.kind === "message" ? item.message : null;
  }

  /** Forgets everything: what is shown next is asked for. */
  clear(): void {
    this.#generation += 1;
    this.#recordings.clear();
    this.#state.value = nothing;
  }

  countOthers(from: number, to: number): number | null {
    return this.othersBetween(from, to)?.length ?? null;
  }

  isByMe(seq: number): boolean | null {
    const message = this.find(seq);
    if (message === null || message.authorId === this.#myId) {
      return message === null ? null : true;
    }
    // Deleted here before its event: whether a count holds it cannot be told.
    return message.deletedAt === null ? false : null;
  }

  /** Messages of others that are not deleted; null: they are not all loaded. */
  othersBetween(from: number, to: number): readonly KnownMessage[] | null {
    if (this.#state.value.phase.name !== "ready" || from < this.#from || to > this.#to) {
      return null;
    }
    const { items } = this.#state.value;
    return items
      .slice(lowerBound(items, from), lowerBound(items, to + 1))
      .flatMap((item) => (item.kind === "message" ? [item.message] : []))
      .filter((message) => message.deletedAt === null && message.authorId !== this.#myId);
  }

  async #open(range: MessageRange): Promise<void> {
    this.#generation += 1;
    this.#recordings.clear();
    const shown = this.#state.value.phase.name === "ready" ? this.#state.value : nothing;
    this.#state.value = { ...shown, phase: { name: "loading" }, isLoadingOlder: false, isLoadingNewer: false };
    await this.#load(range, {}, (loaded) => {
      this.#from = loaded.hasOlder ? (loaded.messages[0]?.seq ?? loaded.head + 1) : 1;
      this.#to = endOf(loaded);
      this.#state.value = {
        ...nothing,
        phase: { name: "ready" },
        items: itemsOf(loaded),
        hasOlder: loaded.hasOlder,
        hasNewer: loaded.hasNewer,
      };
      return { from: this.#from, to: this.#to };
    });
  }

  async #load(
    range: MessageRange,
    settled: Partial<ListState>,
    /** null: the end that the page was for is another one by now. */
    accept: (loaded: MessagePage) => { readonly from: number; readonly to: number } | null,
  ): Promise<void> {
    const generation = this.#generation;
    const recording: ChannelEventDto[] = [];
    this.#recordings.add(recording);
    const cursorBefore = this.#cursor();
    try {
      const loaded = await this.#source.load(range);
      const missed = await this.#missedBy(loaded, cursorBefore);
      if (generation !== this.#generation) {
        return;
      }
      const added = batch(() => {
        const span = accept(loaded);
        this.#patch(settled);
        this.#replay([...missed, ...recording], loaded.head);
        return span;
      });
      if (added !== null) {
        this.#fillSystemLines(generation, loaded, added.from, added.to);
      }
    } catch (error) {
      if (generation === this.#generation) {
        this.#fail(settled, error);
      }
    } finally {
      this.#recordings.delete(recording);
    }
  }

  /** A page that was read from a replica behind the cursor lacks events that were applied before it was asked for. */
  async #missedBy(loaded: MessagePage, cursorBefore: number): Promise<readonly ChannelEventDto[]> {
    if (loaded.head >= cursorBefore) {
      return [];
    }
    const missed = await getEvents(this.#http, this.#channelId, loaded.head, limits.pageSize);
    return missed.events.filter((event) => event.seq <= cursorBefore);
  }

  #replay(events: readonly ChannelEventDto[], pageHead: number): void {
    for (const event of events) {
      if (event.seq > pageHead) {
        this.#applyNow(event);
      }
    }
  }

  #fail(settled: Partial<ListState>, error: unknown): void {
    const isFirst = this.#state.value.phase.name === "loading";
    this.#patch({ ...settled, ...(isFirst && { phase: { name: "failed", error } as const }) });
  }

  /** Joins, leaves and new topics are not among the messages: they follow after the messages are shown, and only where a page left seqs out. */
  #fillSystemLines(generation: number, loaded: MessagePage, from: number, to: number): void {
    if (!this.#source.hasSystemLines) {
      return;
    }
    const holes = holesBetween(
      loaded.messages.map((message) => message.seq),
      from,
      to,
    );
    if (holes !== null) {
      void this.#loadSystemLines(generation, holes.from, holes.to);
    }
  }

  async #loadSystemLines(generation: number, from: number, to: number): Promise<void> {
    const lines: StoredItem[] = [];
    try {
      for (let after = from - 1; after < to; after += limits.pageSize) {
        const { events } = await getEvents(this.#http, this.#channelId, after, Math.min(limits.pageSize, to - after));
        lines.push(...events.map(itemOf).filter((item) => item?.kind === "system"));
      }
    } catch {
      // The messages are there; the small lines between them come with the next load.
      return;
    }
    const kept = lines.filter(({ seq }) => seq >= this.#from && seq <= this.#to);
    if (generation === this.#generation && kept.length > 0) {
      this.#patch({ items: merge(this.#state.value.items, kept) });
    }
  }

  #applyNow(event: ChannelEventDto): void {
    switch (event.type) {
      case "message.posted":
        if (event.data.threadSeq !== null) {
          this.#change(event.data.threadSeq, (root) => repliedTo(root, event));
        }
        break;
      case "message.edited":
        this.#change(event.data.messageSeq, (message) => ({
          ...message,
          text: event.data.text,
          editedAt: event.at,
          mentions: event.data.mentions,
          previews: event.data.text.includes("://") ? message.previews : null,
        }));
        break;
      case "message.previews-changed":
        this.#change(event.data.messageSeq, (message) => ({ ...message, previews: event.data.previews }));
        break;
      case "message.deleted":
        this.#change(event.data.messageSeq, (message) => withoutContent(message, event.at));
        if (event.data.threadSeq !== null) {
          this.#change(event.data.threadSeq, (root) => withReplyLess(root, event.seq));
        }
        break;
      case "message.pinned":
        this.#change(event.data.messageSeq, (message) => pinned(message, event.actorId, event.at));
        break;
      case "message.unpinned":
        this.#change(event.data.messageSeq, (message) => pinned(message, null, null));
        break;
      case "reaction.added":
      case "reaction.removed":
        this.#change(event.data.messageSeq, (message) => reacted(message, event, this.#myId));
        break;
      default:
        break;
    }
    if (this.#state.value.hasNewer || event.seq <= this.#to) {
      return;
    }
    const item = this.#source.itemOf(event);
    if (item !== null && this.isReadAbove && this.#state.value.items.length >= mostItems) {
      this.#patch({ hasNewer: true });
      return;
    }
    this.#to = event.seq;
    if (item !== null) {
      this.#patch({ items: [...this.#state.value.items, item] });
      this.#dropOldest();
    }
  }

  #dropOldest(): void {
    const { items } = this.#state.value;
    const first = items.at(-keptItems);
    if (items.length > mostItems && first !== undefined) {
      this.#from = first.seq;
      this.#patch({ items: items.slice(-keptItems), hasOlder: true });
    }
  }

  #dropNewest(): void {
    const { items } = this.#state.value;
    const last = items[keptItems - 1];
    if (items.length > mostItems && last !== undefined) {
      this.#to = last.seq;
      this.#patch({ items: items.slice(0, keptItems), hasNewer: true });
    }
  }

  #change(seq: number, change: (message: KnownMessage) => KnownMessage): void {
    const { items } = this.#state.value;
    const index = lowerBound(items, seq);
    const item = items[index];
    if (item?.seq === seq && item.kind === "message") {
      this.#patch({ items: items.with(index, messageItem(change(item.message))) });
    }
  }

  #patch(change: Partial<ListState>): void {
    this.#state.value = { ...this.#state.value, ...change };
  }
}

function channelSource(http: Http, channelId: string): MessageSource {
  return { load: (range) => getMessages(http, channelId, range), itemOf, hasSystemLines: true };
}

function itemsOf(loaded: MessagePage): readonly StoredItem[] {
  return loaded.messages.map((message) => messageItem(knownMessage(message, loaded.head)));
}

function pinned(message: KnownMessage, pinnedBy: string | null, pinnedAt: string | null): KnownMessage {
  return message.deletedAt === null ? { ...message, pinnedBy, pinnedAt } : message;
}

/** The seq up to which a page shows everything. */
function endOf(loaded: MessagePage): number {
  return loaded.hasNewer ? (loaded.messages.at(-1)?.seq ?? loaded.head) : loaded.head;
}

function merge(items: readonly StoredItem[], lines: readonly StoredItem[]): readonly StoredItem[] {
  const known = new Set(items.map((item) => item.seq));
  return [...items, ...lines.filter((line) => !known.has(line.seq))].sort((a, b) => a.seq - b.seq);
}
