import { batch, computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { ChannelEventDto, ClientFrame, MeDto, ReadyFrame, ServerFrame, WorkspaceDto } from "../contracts";
import { problemCodes } from "../contracts";
import { getMe } from "./api/accounts";
import { getChannel, getSync } from "./api/channels";
import { discardFile, getFileLimits } from "./api/files";
import { type Http, hasCode, isPassing } from "./api/http";
import { postMessage } from "./api/messages";
import type { Channel } from "./channels/channel";
import { Channels } from "./channels/channels";
import { Reading } from "./channels/reading";
import { ReadMarkers } from "./channels/readMarkers";
import { isInChannel, type PostedEvent } from "./channels/timelineItem";
import type { Clock } from "./clock";
import { backoffMs } from "./connection/backoff";
import { Connection } from "./connection/connection";
import { FrameQueue } from "./connection/frameQueue";
import type { OpenSocket } from "./connection/socket";
import type { SendFile } from "./files/sendFile";
import { Uploads } from "./files/uploads";
import { Drafts } from "./local/drafts";
import { Recents } from "./local/recents";
import type { LocalStore } from "./local/store";
import { Notices } from "./notices";
import { Outbox } from "./outbox/outbox";
import { OutboxStore } from "./outbox/outboxStore";
import { Announcer } from "./people/announcer";
import { People } from "./people/people";
import { Presence } from "./people/presence";
import { Typing, TypingSender } from "./people/typing";
import { EmojiChoice } from "./reactions/emojiChoice";
import { Reactions } from "./reactions/reactions";
import { SavedMessages } from "./saved/savedMessages";
import { FollowedThreads } from "./threads/followedThreads";
import { Threads } from "./threads/threads";
import { type RandomBytes, uuidV7 } from "./uuid";

export interface SessionServices {
  readonly http: Http;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly random: () => number;
  readonly randomBytes: RandomBytes;
  readonly store: LocalStore;
  readonly sendFile: SendFile;
  /** The pixels of a picture; null: it is none that can be shown here. */
  readonly measure: (content: File) => Promise<{ readonly width: number; readonly height: number } | null>;
  /** Runs the action before the next frame is drawn, or soon where nothing is drawn. */
  readonly nextFrame: (action: () => void) => void;
}

// Several channels that ask to be looked at again are answered by one request.
const resyncAfterMs = 250;

// After what a page needs to be usable.
const meAfterReadyMs = 1_000;
const strayEvents = 1_000;

/** Everything that a signed-in account sees, kept up to date. Made once per sign-in, and disposed at its end. */
export class Session {
  readonly http: Http;
  readonly channels: Channels;
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly threads: Threads;
  readonly drafts: Drafts;
  readonly recents: Recents;
  readonly readMarkers: ReadMarkers;
  readonly presence: Presence;
  readonly typing: Typing;
  readonly typingSender: TypingSender;
  readonly announcer: Announcer;
  readonly reactions: Reactions;
  readonly emojiChoice: EmojiChoice;
  readonly notices: Notices;
  readonly saved: SavedMessages;
  /** Messages of others that were not read, and threads with such replies, in all workspaces. */
  readonly unreadTotal: ReadonlySignal<number>;
  readonly #services: SessionServices;
  readonly #me;
  readonly #frames: FrameQueue;
  readonly #people = new Map<string, People>();
  readonly #uploads = new Map<string, Uploads>();
  #maxFileBytes: Promise<number> | null = null;
  readonly #reading = signal<Reading | null>(null);
  /** Events of channels that are not known yet: the answer that makes them known may have been read before them. */
  #strays: ChannelEventDto[] = [];
  #epoch: string;
  #isResyncing = false;
  #isResyncDue = false;
  #resyncAttempt = 0;
  #isDisposed = false;
  #wasReady = false;

  private constructor(me: MeDto, epoch: string, services: SessionServices) {
    const { http, clock, random, store } = services;
    const myId = me.account.id;
    this.#services = services;
    this.http = http;
    this.#me = signal(me);
    this.#epoch = epoch;
    this.channels = new Channels({
      http,
      clock,
      myId,
      onApplied: (channel, event) => this.#applied(channel, event),
      onReset: (channel) => this.threads.reset(channel),
      onStale: () => this.#resyncSoon(),
    });
    this.#frames = new FrameQueue((frames) => this.#handle(frames), services.nextFrame);
    this.connection = new Connection({
      openSocket: services.openSocket,
      clock,
      random,
      hello: () => this.#hello(),
      onFrame: (frame) => this.#frames.push(frame),
    });
    this.outbox = new Outbox({
      post: (channelId, request) => postMessage(http, channelId, request),
      cursorOf: (channelId) => this.channels.get(channelId)?.cursor ?? 0,
      store: new OutboxStore(store, myId),
      clock,
      random,
      newId: () => uuidV7(clock.nowMs(), services.randomBytes),
    });
    this.threads = new Threads(http, myId, this.channels, new FollowedThreads({ http, clock, random, myId }));
    this.drafts = new Drafts(store, myId);
    this.recents = new Recents(store, myId);
    this.readMarkers = new ReadMarkers(http, clock);
    this.presence = new Presence(clock, (accountIds) => this.connection.send({ type: "watch-presence", accountIds }));
    this.typing = new Typing(clock);
    this.typingSender = new TypingSender(clock, (channelId) => this.connection.send({ type: "typing", channelId }));
    this.announcer = new Announcer(clock);
    this.notices = new Notices(clock);
    this.reactions = new Reactions({
      http,
      clock,
      myId,
      find: (channel, seq) => this.threads.find(channel, seq),
      replace: (channel, message) => this.threads.replace(channel, message),
      onFailed: (error) => this.notices.show({ kind: "failed", error }),
    });
    this.saved = new SavedMessages(http, (error) => this.notices.show({ kind: "failed", error }));
    this.emojiChoice = new EmojiChoice(store, myId);
    this.unreadTotal = computed(() =>
      this.channels.joined.value.reduce((sum, channel) => sum + channel.unread.value, this.threads.followed.unreadIn.length),
    );
  }

  /** Reads who is signed in and what they see, then opens the event stream. */
  static async start(services: SessionServices): Promise<Session> {
    const [me, sync] = await Promise.all([getMe(services.http), getSync(services.http)]);
    const session = new Session(me, sync.epoch, services);
    session.channels.sync(sync);
    session.connection.start();
    session.outbox.flush();
    // The page is usable without: the messages come first.
    session.threads.followed.loadSoon(meAfterReadyMs);
    return session;
  }

  get me(): ReadonlySignal<MeDto> {
    return this.#me;
  }

  get myId(): string {
    return this.#me.peek().account.id;
  }

  /** The channel on screen, whose new messages are announced. */
  get reading(): ReadonlySignal<Reading | null> {
    return this.#reading;
  }

  /** The channel comes on screen. */
  show(channel: Channel): Reading {
    const reading = new Reading(channel, this.readMarkers);
    this.#reading.value = reading;
    this.recents.opened(channel.id);
    return reading;
  }

  /** Marks all channels of a workspace as read; the notice takes it back. */
  markAllRead(workspaceId: string): void {
    const channels = this.channels.joined.peek().filter((channel) => channel.info.peek().workspaceId === workspaceId);
    const { count, undo } = this.readMarkers.readAll(channels);
    this.#reading.peek()?.markRead();
    if (count > 0) {
      this.notices.show({ kind: "all-read", count, undo });
    }
  }

  hide(reading: Reading): void {
    if (this.#reading.peek() === reading) {
      this.#reading.value = null;
    }
  }

  /** Takes what REST answered about the account. */
  updateMe(me: MeDto): void {
    this.#me.value = me;
  }

  addWorkspace(workspace: WorkspaceDto): void {
    const me = this.#me.peek();
    if (!me.workspaces.some((known) => known.id === workspace.id)) {
      this.#me.value = { ...me, workspaces: [...me.workspaces, workspace] };
    }
    this.#resyncSoon();
  }

  /** What waits in the composer with this draft. */
  uploadsOf(channelId: string, draftKey: string): Uploads {
    const known = this.#uploads.get(draftKey);
    if (known !== undefined) {
      return known;
    }
    const { sendFile, measure, clock, randomBytes } = this.#services;
    const uploads = new Uploads(channelId, {
      send: sendFile,
      measure,
      maxBytes: () => this.#readMaxFileBytes(),
      discard: (fileId) => {
        discardFile(this.http, fileId).catch(() => {
          // The server removes it by itself after a day.
        });
      },
      newId: () => uuidV7(clock.nowMs(), randomBytes),
    });
    this.#uploads.set(draftKey, uploads);
    return uploads;
  }

  #readMaxFileBytes(): Promise<number> {
    this.#maxFileBytes ??= getFileLimits(this.http).then(
      (limits) => limits.maxBytes,
      (error) => {
        this.#maxFileBytes = null;
        throw error;
      },
    );
    return this.#maxFileBytes;
  }

  peopleOf(workspaceId: string): People {
    const known = this.#people.get(workspaceId);
    if (known !== undefined) {
      return known;
    }
    const people = new People(this.http, this.#services.clock, this.#services.random, workspaceId);
    this.#people.set(workspaceId, people);
    people.load().catch(() => {
      // Names come with the next reason to ask; until then rows say that the person is not known.
    });
    return people;
  }

  /** The channel, from here or from the server. */
  async findChannel(id: string): Promise<Channel> {
    const known = this.channels.get(id);
    if (known?.info.peek().isMember) {
      return known;
    }
    // Events of a channel that one only looks at do not arrive, so it is asked for each time it is opened.
    return this.refreshChannel(id);
  }

  /** Asks for the channel as it is now, as after joining it. */
  async refreshChannel(id: string): Promise<Channel> {
    const channel = this.channels.put(await getChannel(this.http, id));
    this.#deliverStrays();
    return channel;
  }

  /** This account left the channel, by a request that has been answered. */
  leftChannel(channel: Channel): void {
    channel.update({ ...channel.info.peek(), isMember: false });
    this.#leftChannel(channel);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.connection.stop();
    this.outbox.stop();
    this.threads.followed.dispose();
    for (const id of this.channels.all.peek().keys()) {
      this.channels.remove(id);
    }
  }

  #hello(): ClientFrame {
    this.#frames.flush();
    return { type: "connect", epoch: this.#epoch, cursors: this.channels.cursors() };
  }

  #handle(frames: readonly ServerFrame[]): void {
    for (const frame of frames) {
      this.#handleOne(frame);
    }
  }

  #handleOne(frame: ServerFrame): void {
    switch (frame.type) {
      case "ready":
        this.#ready(frame);
        break;
      case "event":
        this.#received(frame.event);
        break;
      case "channel.reset":
        this.channels.get(frame.channelId)?.reset(frame.head);
        this.#resyncSoon();
        break;
      case "typing":
        if (frame.accountId !== this.myId) {
          this.typing.started(frame.channelId, frame.accountId);
        }
        break;
      case "presence":
        this.presence.apply(frame);
        break;
      case "read-marker":
        this.#movedElsewhere(frame.channelId, frame.seq);
        break;
      case "thread-state":
        this.threads.followed.changed(frame.state);
        break;
      case "saved-message":
        this.saved.heard(frame);
        break;
      case "account.changed":
        for (const people of this.#people.values()) {
          people.changed(frame.accountId);
        }
        break;
      case "me.changed":
        void this.#reloadMe();
        break;
      default:
        break;
    }
  }

  #ready(frame: ReadyFrame): void {
    this.#epoch = frame.epoch;
    this.presence.connected();
    const joined = this.channels.joined.peek();
    const isSame = joined.length === Object.keys(frame.heads).length && joined.every((channel) => Object.hasOwn(frame.heads, channel.id));
    if (!isSame || joined.some((channel) => channel.hasStaleCount)) {
      // Joined or left elsewhere while this client was away.
      this.#resyncSoon();
    }
    this.outbox.flush();
    this.readMarkers.flush();
    this.threads.followed.flush();
    this.#services.clock.after(meAfterReadyMs, () => {
      void this.#compareMe();
      void this.saved.load();
    });
    if (this.#wasReady) {
      // Frames about followed threads that were sent meanwhile are lost; what events tell is not.
      this.threads.followed.loadSoon(meAfterReadyMs);
      for (const people of this.#people.values()) {
        people.refreshAfterGap();
      }
    }
    this.#wasReady = true;
  }

  #received(event: ChannelEventDto): void {
    const channel = this.channels.get(event.channelId);
    if (channel !== undefined) {
      channel.receive(event);
      return;
    }
    this.#strays = [...this.#strays, event].slice(-strayEvents);
    if (event.type === "member.joined" && event.data.accountId === this.myId) {
      this.#resyncSoon();
    }
  }

  #deliverStrays(): void {
    const strays = this.#strays;
    this.#strays = strays.filter((event) => this.channels.get(event.channelId) === undefined);
    for (const event of strays) {
      this.channels.get(event.channelId)?.receive(event);
    }
  }

  #applied(channel: Channel, event: ChannelEventDto): void {
    this.threads.applied(channel, event);
    switch (event.type) {
      case "message.posted":
        this.#posted(channel, event);
        break;
      case "reaction.added":
      case "reaction.removed":
        if (event.actorId === this.myId) {
          this.reactions.heard(event);
        }
        break;
      case "member.joined":
        this.peopleOf(channel.info.peek().workspaceId).expect([event.data.accountId]);
        if (event.data.accountId === this.myId) {
          this.#resyncSoon();
          this.threads.followed.loadSoon();
        }
        break;
      case "member.left":
        if (event.data.accountId === this.myId) {
          this.#leftChannel(channel);
        }
        break;
      default:
        break;
    }
  }

  #posted(channel: Channel, { actorId: authorId, seq, data }: PostedEvent): void {
    const { text, threadSeq } = data;
    this.typing.stopped(channel.id, authorId);
    if (authorId === this.myId) {
      this.outbox.arrived(channel.id, seq, text, threadSeq);
      return;
    }
    this.#people.get(channel.info.peek().workspaceId)?.expect([authorId]);
    const isOnScreen = isInChannel(data) && channel === this.#reading.peek()?.channel;
    if (isOnScreen || (threadSeq !== null && this.threads.isShown(channel, threadSeq))) {
      this.announcer.posted(authorId, text);
    }
  }

  /** A public channel stays readable; of a private one nothing may stay on screen. */
  #leftChannel(channel: Channel): void {
    this.threads.followed.leftChannel(channel.id);
    if (channel.info.peek().visibility !== "public") {
      this.channels.remove(channel.id);
    }
  }

  #movedElsewhere(channelId: string, seq: number): void {
    const channel = this.channels.get(channelId);
    if (channel !== undefined) {
      this.readMarkers.movedElsewhere(channel, seq);
    }
  }

  /** What changed of the account while no connection was open was told to nobody. */
  async #compareMe(): Promise<void> {
    try {
      const me = await getMe(this.http);
      if (JSON.stringify(me) !== JSON.stringify(this.#me.peek())) {
        this.#took(me);
      }
    } catch {
      // The next connection asks again.
    }
  }

  async #reloadMe(): Promise<void> {
    try {
      this.#took(await getMe(this.http));
    } catch {
      // The next me.changed, or the next connection, brings it.
    }
  }

  #took(me: MeDto): void {
    this.#me.value = me;
    for (const people of this.#people.values()) {
      people.refresh();
    }
    this.#resyncSoon();
  }

  #resyncSoon(): void {
    this.#isResyncDue = true;
    if (!this.#isResyncing) {
      this.#isResyncing = true;
      this.#services.clock.after(resyncAfterMs, () => void this.#resync());
    }
  }

  async #resync(): Promise<void> {
    this.#isResyncDue = false;
    let againAfterMs: number | null = null;
    try {
      const sync = await getSync(this.http);
      if (!this.#isDisposed) {
        batch(() => {
          this.channels.sync(sync);
          this.readMarkers.reapply(this.channels);
          this.#deliverStrays();
        });
      }
      this.#resyncAttempt = 0;
    } catch (error) {
      if (isPassing(error)) {
        againAfterMs = backoffMs(this.#resyncAttempt, this.#services.random);
        this.#resyncAttempt += 1;
      } else if (!hasCode(error, problemCodes.notSignedIn)) {
        throw error;
      }
    }
    if (this.#isResyncDue) {
      againAfterMs ??= resyncAfterMs;
    }
    this.#isResyncing = againAfterMs !== null && !this.#isDisposed;
    if (this.#isResyncing && againAfterMs !== null) {
      this.#services.clock.after(againAfterMs, () => void this.#resync());
    }
  }
}
