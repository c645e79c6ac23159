import { batch, type ReadonlySignal, signal } from "@preact/signals-core";
import { type ChannelEventDto, type FollowedThreadDto, type FollowedThreadsDto, problemCodes, type ThreadStateDto } from "../../contracts";
import { type Http, hasCode, isPassing } from "../api/http";
import { followThread, getFollowedThreads, putThreadReadMarker } from "../api/threads";
import type { Channel } from "../channels/channel";
import type { PostedEvent } from "../channels/timelineItem";
import type { LoadedMessages } from "../channels/unreadCounter";
import type { Clock } from "../clock";
import { backoffMs } from "../connection/backoff";
import { FollowedThread } from "./followedThread";

export interface FollowedThreadsOptions {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: () => number;
  readonly myId: string;
}

// Several reasons to ask again are answered by one request.
const loadAfterMs = 250;
// Reading a burst moves the marker once, not per reply.
const sendAfterMs = 400;

/** What came while the list was on its way, which may have been read before it. */
interface Recording {
  readonly events: { readonly channelId: string; readonly event: ChannelEventDto }[];
  /** Threads of which the server said something else: every change is told, so what was told last is so. */
  readonly told: Set<string>;
}

/** The threads that this account follows, in all channels, and which of them have something unread: the server's list, kept up by events. */
export class FollowedThreads {
  readonly #options: FollowedThreadsOptions;
  readonly #threads = new Map<string, FollowedThread>();
  /** Changes whenever a thread comes or goes. */
  readonly #version = signal(0);
  readonly #unread = signal<ReadonlySet<string>>(new Set());
  /** Moves when a reply comes to a followed thread, or some are lost: a list of them is then to be asked for again. */
  readonly #changes = signal(0);
  /** Threads that are not known are not followed. */
  #isComplete = true;
  #recording: Recording | null = null;
  /** There was a reason to ask while an answer was on its way, which may have been made before it. */
  #isLoadDue = false;
  /** Where the read marker of each thread has to go; kept until the server has it. */
  readonly #due = new Map<string, { readonly channelId: string; readonly threadSeq: number; readonly seq: number }>();
  #isSendScheduled = false;
  #isLoadScheduled = false;
  #attempt = 0;
  #isDisposed = false;

  constructor(options: FollowedThreadsOptions) {
    this.#options = options;
  }

  /** The channels of the threads with unread replies, once for each thread. */
  get unreadIn(): readonly string[] {
    return [...this.#unread.value].map((key) => key.slice(0, key.indexOf("/")));
  }

  get changes(): ReadonlySignal<number> {
    return this.#changes;
  }

  /** undefined: this account has nothing to do with it. */
  find(channelId: string, threadSeq: number): FollowedThread | undefined {
    void this.#version.value;
    return this.#threads.get(keyOf(channelId, threadSeq));
  }

  /** Asks the server for the list, soon. */
  loadSoon(afterMs = loadAfterMs): void {
    if (!this.#isLoadScheduled && !this.#isDisposed) {
      this.#isLoadScheduled = true;
      this.#options.clock.after(afterMs, () => {
        this.#isLoadScheduled = false;
        void this.load();
      });
    }
  }

  async load(): Promise<void> {
    if (this.#recording !== null || this.#isDisposed) {
      this.#isLoadDue = true;
      return;
    }
    const recording: Recording = { events: [], told: new Set() };
    this.#recording = recording;
    this.#isLoadDue = false;
    try {
      const list = await getFollowedThreads(this.#options.http);
      this.#attempt = 0;
      batch(() => this.#takeAll(list, recording));
    } catch (error) {
      if (isPassing(error)) {
        this.loadSoon(backoffMs(this.#attempt, this.#options.random));
        this.#attempt += 1;
      }
    } finally {
      this.#recording = null;
    }
    if (this.#isLoadDue) {
      this.loadSoon();
    }
  }

  #takeAll(list: FollowedThreadsDto, { events, told }: Recording): void {
    this.#isComplete = list.isComplete;
    const kept = new Set(told);
    for (const { channelId, head, threads } of list.channels) {
      for (const thread of threads) {
        const key = keyOf(channelId, thread.threadSeq);
        kept.add(key);
        if (!told.has(key)) {
          this.#take(channelId, thread, head);
        }
      }
    }
    for (const key of [...this.#threads.keys()].filter((known) => !kept.has(known))) {
      this.#remove(key);
    }
    for (const { channelId, event } of events) {
      this.#apply(channelId, event);
    }
  }

  /** An event took its place in a channel. */
  applied(channelId: string, event: ChannelEventDto): void {
    this.#recording?.events.push({ channelId, event });
    this.#apply(channelId, event);
  }

  /** The account follows it, or no longer, or has read it, as another device or the server said. */
  changed(state: ThreadStateDto): void {
    // What this device still has to send is newer.
    this.#recording?.told.add(keyOf(state.channelId, state.threadSeq));
    if (!this.#due.has(keyOf(state.channelId, state.threadSeq))) {
      this.#take(state.channelId, state, state.head);
    }
  }

  /** The account left the channel. */
  leftChannel(channelId: string): void {
    // An answer that is on its way may still have them.
    this.#isLoadDue = this.#recording !== null;
    for (const [key, thread] of [...this.#threads]) {
      if (thread.channelId === channelId) {
        this.#due.delete(key);
        this.#remove(key);
      }
    }
    this.#changes.value += 1;
  }

  async follow(channelId: string, threadSeq: number, isFollowing: boolean): Promise<void> {
    this.#due.delete(keyOf(channelId, threadSeq));
    this.changed(await followThread(this.#options.http, channelId, threadSeq, isFollowing));
  }

  /** The person saw the thread up to the seq. */
  read(channel: Channel, threadSeq: number, seq: number, loaded: LoadedMessages): void {
    const thread = this.#threads.get(keyOf(channel.id, threadSeq));
    if (thread?.isFollowing.peek() === true && seq > thread.readSeq.peek()) {
      this.#move(channel, thread, seq, loaded);
    }
  }

  /** The person wants the reply, and all after it, to count as unread. */
  markUnread(channel: Channel, threadSeq: number, seq: number, loaded: LoadedMessages): void {
    const thread = this.#threads.get(keyOf(channel.id, threadSeq));
    if (thread?.isFollowing.peek() === true) {
      this.#move(channel, thread, Math.max(threadSeq, seq - 1), loaded);
    }
  }

  /** Sends what could not be sent, as after a reconnect. */
  flush(): void {
    for (const [key, { channelId, threadSeq, seq }] of this.#due) {
      void this.#send(key, channelId, threadSeq, seq);
    }
  }

  dispose(): void {
    this.#isDisposed = true;
  }

  #apply(channelId: string, event: ChannelEventDto): void {
    switch (event.type) {
      case "message.posted":
        if (event.data.threadSeq !== null) {
          this.#repliedTo(channelId, event, event.data.threadSeq);
        }
        break;
      case "message.deleted":
        if (event.data.threadSeq !== null && event.data.authorId !== this.#options.myId) {
          this.#replyDeleted(channelId, event.data.threadSeq, event.seq, event.data.messageSeq);
        }
        break;
      default:
        break;
    }
  }

  /**
   * Who replies follows from then on, with nothing unread; the author of the root from the first reply on, and whom a reply calls by name from that one on, unless
   * they said otherwise.
   */
  #repliedTo(channelId: string, { seq, actorId: authorId, data }: PostedEvent, threadSeq: number): void {
    const { myId } = this.#options;
    const isAddressed = data.rootAuthorId === myId || data.mentions?.accountIds?.includes(myId) === true;
    // A reply that was deleted by the time that it is heard of does not tell any more whom it called.
    const isEmptied = data.text === "" && data.files === null;
    const thread = this.#threads.get(keyOf(channelId, threadSeq));
    if (thread !== undefined && seq <= thread.head) {
      return;
    }
    if (authorId === myId) {
      if (thread?.isFollowing.peek() !== true) {
        this.#take(channelId, { threadSeq, isFollowing: true, readSeq: seq, unread: 0 }, seq);
      }
    } else if (thread !== undefined) {
      thread.repliedTo(seq);
      this.#note(thread);
    } else if (isAddressed) {
      this.#take(channelId, { threadSeq, isFollowing: true, readSeq: seq - 1, unread: 1 }, seq);
    } else if (!this.#isComplete || isEmptied) {
      this.loadSoon();
    }
    if (this.#threads.get(keyOf(channelId, threadSeq))?.isFollowing.peek() === true) {
      this.#changes.value += 1;
    }
  }

  #replyDeleted(channelId: string, threadSeq: number, eventSeq: number, seq: number): void {
    const thread = this.#threads.get(keyOf(channelId, threadSeq));
    if (thread !== undefined) {
      thread.replyDeleted(eventSeq, seq);
      this.#note(thread);
    }
  }

  #take(channelId: string, state: FollowedThreadDto, head: number): void {
    const key = keyOf(channelId, state.threadSeq);
    const known = this.#threads.get(key);
    // A list that the server made before it had this marker does not take it back.
    const due = this.#due.get(key);
    if (known !== undefined && due !== undefined) {
      return;
    }
    if (known === undefined) {
      const thread = new FollowedThread(channelId, state, head);
      this.#threads.set(key, thread);
      this.#version.value += 1;
      this.#note(thread);
    } else {
      known.take(state, head);
      this.#note(known);
    }
  }

  #remove(key: string): void {
    this.#threads.delete(key);
    this.#version.value += 1;
    this.#keepUnread(key, false);
  }

  #note(thread: FollowedThread): void {
    this.#keepUnread(keyOf(thread.channelId, thread.seq), thread.isFollowing.peek() && thread.unread.peek() > 0);
    if (thread.isStale) {
      this.loadSoon();
    }
  }

  #keepUnread(key: string, isUnread: boolean): void {
    const unread = this.#unread.peek();
    if (unread.has(key) !== isUnread) {
      const changed = new Set(unread);
      if (isUnread) {
        changed.add(key);
      } else {
        changed.delete(key);
      }
      this.#unread.value = changed;
    }
  }

  #move(channel: Channel, thread: FollowedThread, seq: number, loaded: LoadedMessages): void {
    thread.readTo(seq, channel.info.peek().head, loaded);
    this.#note(thread);
    this.#due.set(keyOf(channel.id, thread.seq), { channelId: channel.id, threadSeq: thread.seq, seq });
    if (!this.#isSendScheduled) {
      this.#isSendScheduled = true;
      this.#options.clock.after(sendAfterMs, () => {
        this.#isSendScheduled = false;
        this.flush();
      });
    }
  }

  async #send(key: string, channelId: string, threadSeq: number, seq: number): Promise<void> {
    try {
      const state = await putThreadReadMarker(this.#options.http, channelId, threadSeq, { seq });
      if (this.#due.get(key)?.seq === seq) {
        this.#due.delete(key);
        this.changed(state);
      }
    } catch (error) {
      if (!isPassing(error) && this.#due.get(key)?.seq === seq) {
        this.#due.delete(key);
        if (!hasCode(error, problemCodes.notSignedIn)) {
          this.loadSoon();
        }
      }
    }
  }
}

function keyOf(channelId: string, threadSeq: number): string {
  return `${channelId}/${threadSeq}`;
}
