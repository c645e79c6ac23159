import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import {
  type ChannelDto,
  type ChannelEventDto,
  type ChannelNotificationsDto,
  limits,
  type MessageMentions,
  type SyncChannelDto,
} from "../../contracts";
import { type Http, isPassing } from "../api/http";
import { getEvents } from "../api/messages";
import type { Clock } from "../clock";
import { MentionCounter } from "../mentions/mentionCounter";
import { EventOrder } from "./eventOrder";
import { MessageList } from "./messageList";
import { isInChannel } from "./timelineItem";
import { UnreadCounter } from "./unreadCounter";

export interface ChannelServices {
  readonly http: Http;
  readonly clock: Clock;
  readonly myId: string;
  /** Whether a message that calls these, with this text, mentions the person: by name, as one of all, or by a keyword. */
  readonly isMention: (mentions: MessageMentions | null, text: string) => boolean;
  /** An event took its place in the channel. */
  readonly onApplied: (channel: Channel, event: ChannelEventDto) => void;
  /** What was loaded of the channel cannot be kept up any more, and was forgotten. */
  readonly onReset: (channel: Channel) => void;
  /** The unread count, or the channel itself, has to be asked for again. */
  readonly onStale: () => void;
}

const pinChanging: ReadonlySet<string> = new Set(["message.pinned", "message.unpinned", "message.edited", "message.deleted"]);

const asEverywhere: ChannelNotificationsDto = { level: "default", ignoresEveryone: false };

const fillAgainAfterMs = 2_000;

/** One channel as this client knows it: what it is, how far its log was seen, what is unread, and the messages on screen. */
export class Channel {
  readonly id: string;
  readonly messages: MessageList;
  /** What of the unread is for the person: mentions, and every message of a direct channel. */
  readonly forMe: ReadonlySignal<number>;
  /** Whether anything is new: a reply may mention one where the channel itself has nothing unread. Of a muted channel mentions alone count. */
  readonly hasNews: ReadonlySignal<boolean>;
  readonly #services: ChannelServices;
  readonly #info;
  readonly #lastMessageAt = signal<string | null>(null);
  readonly #readSeq = signal(0);
  readonly #unread = new UnreadCounter();
  readonly #mentions = new MentionCounter();
  readonly #pinChanges = signal(0);
  readonly #order: EventOrder;
  readonly #notifications = signal(asEverywhere);
  #readVersion = 0;
  #isFilling = false;
  #cancelFill: () => void = () => {};

  constructor(info: ChannelDto, services: ChannelServices) {
    this.id = info.id;
    this.#services = services;
    this.#info = signal(info);
    this.#order = new EventOrder(info.head);
    this.forMe = computed(() => {
      const isDirect = this.#info.value.visibility === "direct" && !this.isMuted;
      return Math.max(this.#mentions.count.value, isDirect ? this.#unread.count.value : 0);
    });
    this.hasNews = computed(() => (this.isMuted ? 0 : this.#unread.count.value) + this.#mentions.count.value > 0);
    this.messages = new MessageList(services.http, info.id, services.myId, () => this.#order.cursor);
  }

  get info(): ReadonlySignal<ChannelDto> {
    return this.#info;
  }

  /** What notifies the person in it. */
  get notifications(): ReadonlySignal<ChannelNotificationsDto> {
    return this.#notifications;
  }

  get isMuted(): boolean {
    return this.#notifications.value.level === "nothing";
  }

  get lastMessageAt(): ReadonlySignal<string | null> {
    return this.#lastMessageAt;
  }

  get readSeq(): ReadonlySignal<number> {
    return this.#readSeq;
  }

  get unread(): ReadonlySignal<number> {
    return this.#unread.count;
  }

  /** Grows whenever what is pinned to the channel may have changed. */
  get pinChanges(): ReadonlySignal<number> {
    return this.#pinChanges;
  }

  /** How many messages after the read marker mention the person, replies in threads included. */
  get mentions(): ReadonlySignal<number> {
    return this.#mentions.count;
  }

  /** Counts the read marker's moves, as far as the server told of them. */
  get readVersion(): number {
    return this.#readVersion;
  }

  /** The seq of the last event seen, which a new connection resumes after. */
  get cursor(): number {
    return this.#order.cursor;
  }

  get hasStaleCount(): boolean {
    return this.#unread.isStale || this.#mentions.isStale;
  }

  /** Takes the server's view of the channel. */
  sync(from: SyncChannelDto): void {
    this.#notifications.value = from.notifications ?? asEverywhere;
    const head = Math.max(from.channel.head, this.#order.cursor);
    this.#info.value = from.channel.head >= this.#info.value.head ? { ...from.channel, head } : this.#info.value;
    this.#lastMessageAt.value = later(this.#lastMessageAt.value, from.lastMessageAt);
    this.#unread.restart(from.readSeq, from.unread, from.channel.head);
    this.#mentions.restart(from.readSeq, from.mentionSeqs, from.channel.head);
    const readSeq = this.#readSeq.peek();
    this.#readSeq.value = from.readSeq;
    if (from.readVersion < this.#readVersion) {
      // The answer was read before a move of the marker that this client knows of.
      this.readTo(readSeq);
    } else {
      this.#readVersion = from.readVersion;
      this.#askWhenStale();
    }
  }

  /** What notifies was changed here; the counts that follow from it are asked for. */
  notify(settings: ChannelNotificationsDto): void {
    this.#notifications.value = settings;
  }

  /** Takes what REST answered about the channel, before its event is here. */
  update(info: ChannelDto): void {
    this.#info.value = { ...info, head: Math.max(info.head, this.#info.value.head) };
  }

  /** Takes an event from the stream, in whatever order it came. */
  receive(event: ChannelEventDto): void {
    for (const next of this.#order.offer(event)) {
      this.#apply(next);
    }
    if (this.#order.gap !== null) {
      void this.#fill();
    }
  }

  /** The log cannot be resumed: goes on after `head`, and shows what the server has now. */
  reset(head: number): void {
    this.#cancelFill();
    this.#order.restart(head);
    this.#services.onReset(this);
    const wasShown = this.messages.state.value.phase.name !== "empty";
    this.messages.clear();
    if (wasShown) {
      void this.messages.openEnd();
    }
  }

  /** Moves the read marker; the server is told by {@link ReadMarkers}. */
  readTo(seq: number): void {
    this.#unread.readTo(seq, this.#info.value.head, this.messages);
    this.#mentions.readTo(seq, this.#info.value.head, (from, to) => this.#loadedMentions(from, to));
    this.#readSeq.value = seq;
    this.#askWhenStale();
  }

  /** The server told of this move of the marker. */
  knowsMove(version: number): void {
    this.#readVersion = Math.max(this.#readVersion, version);
  }

  dispose(): void {
    this.#cancelFill();
    this.messages.clear();
  }

  #apply(event: ChannelEventDto): void {
    this.#info.value = applyTo(this.#info.value, event, this.#services.myId);
    if (event.type === "message.posted" && isInChannel(event.data)) {
      this.#lastMessageAt.value = event.at;
      this.#unread.posted(event.seq, event.actorId === this.#services.myId);
    } else if (event.type === "message.deleted" && isInChannel(event.data)) {
      this.#unread.deleted(event.seq, event.data.messageSeq, this.messages);
    }
    if (pinChanging.has(event.type)) {
      this.#pinChanges.value += 1;
    }
    this.#countMention(event);
    this.#askWhenStale();
    this.messages.apply(event);
    this.#services.onApplied(this, event);
  }

  #countMention(event: ChannelEventDto): void {
    const { myId } = this.#services;
    if (event.type === "message.posted" || event.type === "message.edited") {
      // Only its author edits a message.
      const calls = event.actorId !== myId && this.#isMention(event.data.mentions, event.data.text);
      this.#mentions.changed(event.seq, event.type === "message.posted" ? event.seq : event.data.messageSeq, calls);
    } else if (event.type === "message.deleted") {
      this.#mentions.changed(event.seq, event.data.messageSeq, false);
    }
  }

  #loadedMentions(from: number, to: number): readonly number[] {
    const messages = this.messages.othersBetween(from, to) ?? [];
    return messages.filter(({ mentions, text }) => this.#isMention(mentions, text)).map(({ seq }) => seq);
  }

  #isMention(mentions: MessageMentions | null, text: string): boolean {
    const { ignoresEveryone } = this.#notifications.peek();
    return this.#services.isMention(ignoresEveryone && mentions !== null ? { ...mentions, channel: false, here: null } : mentions, text);
  }

  #askWhenStale(): void {
    if (this.hasStaleCount) {
      this.#services.onStale();
    }
  }

  /** Fetches what lies between the cursor and what arrived; nothing later shows before it. */
  async #fill(): Promise<void> {
    if (this.#isFilling) {
      return;
    }
    this.#isFilling = true;
    try {
      await this.#fillGap();
    } catch (error) {
      if (isPassing(error)) {
        this.#cancelFill = this.#services.clock.after(fillAgainAfterMs, () => void this.#fill());
      } else {
        this.#services.onStale();
      }
    } finally {
      this.#isFilling = false;
    }
  }

  async #fillGap(): Promise<void> {
    for (let gap = this.#order.gap; gap !== null; gap = this.#order.gap) {
      if (gap.to - gap.from >= limits.replayEvents) {
        this.reset(gap.to);
        this.#services.onStale();
        return;
      }
      const page = await getEvents(this.#services.http, this.id, gap.from - 1, Math.min(limits.pageSize, gap.to - gap.from + 1));
      if (page.events.length === 0) {
        // The server itself has nothing there: a log of another epoch.
        this.reset(gap.to);
        this.#services.onStale();
        return;
      }
      for (const event of page.events) {
        for (const next of this.#order.offer(event)) {
          this.#apply(next);
        }
      }
    }
  }
}

function applyTo(info: ChannelDto, event: ChannelEventDto, myId: string): ChannelDto {
  const moved = { ...info, head: Math.max(info.head, event.seq) };
  // What REST answered may be ahead of the stream; its counts hold these events already.
  if (event.seq <= info.head) {
    return moved;
  }
  switch (event.type) {
    case "channel.updated": {
      const { name, topic, purpose, archived } = event.data;
      return {
        ...moved,
        name: name ?? info.name,
        topic: topic ?? info.topic,
        purpose: purpose ?? info.purpose,
        archivedAt: archived === null ? info.archivedAt : archived ? event.at : null,
      };
    }
    case "member.joined":
      return { ...moved, memberCount: info.memberCount + 1, isMember: info.isMember || event.data.accountId === myId };
    case "member.left":
      return { ...moved, memberCount: info.memberCount - 1, isMember: info.isMember && event.data.accountId !== myId };
    default:
      return moved;
  }
}

function later(a: string | null, b: string | null): string | null {
  return a === null || (b !== null && b > a) ? b : a;
}
