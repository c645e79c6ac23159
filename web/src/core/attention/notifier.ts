import type { ReadonlySignal } from "@preact/signals-core";
import type { AccountDto, NotificationSettingsDto } from "../../contracts";
import type { Channel } from "../channels/channel";
import { isInChannel, type PostedEvent } from "../channels/timelineItem";
import type { Clock } from "../clock";
import { decide, type IncomingMessage } from "./decide";

/** What came longer ago, while the machine slept, is shown by its number and does not interrupt. */
const staleAfterMs = 5 * 60_000;

// More than comes while one answer is on its way, in channels that interrupt.
const mostEarly = 50;

/** A message that is to interrupt the person. */
export interface Notice {
  readonly channel: Channel;
  readonly event: PostedEvent;
  readonly sound: boolean;
  readonly hidesContent: boolean;
}

export interface NotifierServices {
  readonly clock: Clock;
  readonly account: { peek(): AccountDto };
  /** null: not known yet. */
  readonly settings: ReadonlySignal<NotificationSettingsDto | null>;
  readonly mentionOf: (event: PostedEvent) => IncomingMessage["mention"];
  /** null: the account has nothing to do with the thread. */
  readonly followed: (channelId: string, threadSeq: number) => { readonly isFollowing: boolean; readonly readSeq: number } | null;
  /** Whether the person looks at where the message shows. */
  readonly isInView: (channel: Channel, event: PostedEvent) => boolean;
  /** Whether this tab is the one of the account's that interrupts. */
  readonly isLeader: () => boolean;
  readonly show: (notice: Notice) => void;
}

/** Decides of each message that comes whether it interrupts. */
export class Notifier {
  readonly #services: NotifierServices;
  /** What came before the settings were known. */
  #early: readonly (readonly [Channel, PostedEvent])[] = [];

  constructor(services: NotifierServices) {
    this.#services = services;
  }

  posted(channel: Channel, event: PostedEvent): void {
    const { clock, account, settings, mentionOf, isInView, isLeader, show } = this.#services;
    const set = settings.peek();
    const nowMs = clock.nowMs();
    if (set === null) {
      this.#early = [...this.#early, [channel, event] as const].slice(-mostEarly);
      return;
    }
    if (!isLeader() || nowMs - Date.parse(event.at) > staleAfterMs) {
      return;
    }
    const decision = decide(
      {
        own: event.actorId === account.peek().id,
        edited: false,
        direct: channel.info.peek().visibility === "direct",
        mention: mentionOf(event),
        ...this.#placeOf(channel, event),
      },
      {
        nowMs,
        settings: set,
        channel: channel.notifications.peek(),
        availability: account.peek().availability,
        inView: isInView(channel, event),
      },
    );
    if (decision.notify) {
      show({ channel, event, sound: decision.sound, hidesContent: set.hidesContent });
    }
  }

  /** The settings are known. */
  decideEarly(): void {
    const early = this.#early;
    this.#early = [];
    for (const [channel, event] of early) {
      this.posted(channel, event);
    }
  }

  #placeOf(channel: Channel, { seq, data }: PostedEvent): Pick<IncomingMessage, "read" | "reply"> {
    const inChannel = isInChannel(data);
    const thread = data.threadSeq === null ? null : this.#services.followed(channel.id, data.threadSeq);
    const isFollowing = thread?.isFollowing === true;
    return {
      read: inChannel ? seq <= channel.readSeq.peek() : isFollowing && seq <= thread.readSeq,
      reply: inChannel && !isFollowing ? "none" : isFollowing ? "followed" : "not-followed",
    };
  }
}
