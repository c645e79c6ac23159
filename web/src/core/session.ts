import { batch, computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type {
  ChannelEventDto,
  ClientFrame,
  MeDto,
  MessageMentions,
  ReadMarkerFrame,
  ReadyFrame,
  ServerFrame,
  WorkspaceDto,
} from "../contracts";
import { problemCodes } from "../contracts";
import { getMe } from "./api/accounts";
import { getChannel, getSync } from "./api/channels";
import { type Http, hasCode, isPassing } from "./api/http";
import { postMessage } from "./api/messages";
import type { Channel } from "./channels/channel";
import { Channels } from "./channels/channels";
import { Jumps } from "./channels/jumps";
import { Reading } from "./channels/reading";
import { ReadMarkers } from "./channels/readMarkers";
import type { Clock } from "./clock";
import { backoffMs } from "./connection/backoff";
import { Connection } from "./connection/connection";
import { FrameQueue } from "./connection/frameQueue";
import type { OpenSocket } from "./connection/socket";
import { Drafts } from "./local/drafts";
import { Recents } from "./local/recents";
import type { LocalStore } from "./local/store";
import { isCalled } from "./mentions/isCalled";
import { Keywords } from "./mentions/keywords";
import { Outbox } from "./outbox/outbox";
import { OutboxStore } from "./outbox/outboxStore";
import { Announcer } from "./people/announcer";
import { ChannelMembers } from "./people/channelMembers";
import { People } from "./people/people";
import { Presence } from "./people/presence";
import { Typing, TypingSender } from "./people/typing";
import { type RandomBytes, uuidV7 } from "./uuid";

export interface SessionServices {
  readonly http: Http;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  readonly random: () => number;
  readonly randomBytes: RandomBytes;
  readonly store: LocalStore;
  /** Runs the action before the next frame is drawn, or soon where nothing is drawn. */
  readonly nextFrame: (action: () => void) => void;
}

// Several channels that ask to be looked at again are answered by one request.
const resyncAfterMs = 250;

// After what a page needs to be usable.
const meAfterReadyMs = 1_000;
const spreadMs = 3_000;
const strayEvents = 1_000;

/** Everything that a signed-in account sees, kept up to date. Made once per sign-in, and disposed at its end. */
export class Session {
  readonly http: Http;
  readonly channels: Channels;
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly drafts: Drafts;
  readonly recents: Recents;
  readonly readMarkers: ReadMarkers;
  readonly presence: Presence;
  readonly typing: Typing;
  readonly typingSender: TypingSender;
  readonly announcer: Announcer;
  readonly channelMembers: ChannelMembers;
  readonly jumps = new Jumps();
  /** Messages of others that were not read, in all workspaces. */
  readonly unreadTotal: ReadonlySignal<number>;
  /** Of these, what is for the person: mentions, and everything in direct channels. */
  readonly mentionTotal: ReadonlySignal<number>;
  readonly #services: SessionServices;
  readonly #keywords = computed(() => new Keywords(this.#me.value.keywords));
  readonly #me;
  readonly #frames: FrameQueue;
  readonly #people = new Map<string, People>();
  readonly #reading = signal<Reading | null>(null);
  /** Events of channels that are not known yet: the answer that makes them known may have been read before them. */
  #strays: ChannelEventDto[] = [];
  #epoch: string;
  #isResyncing = false;
  #isResyncDue = false;
  #resyncAttempt = 0;
  #isDisposed = false;
  #hasConnected = false;

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
      isMention: (mentions, text) => this.isMention(mentions, text),
      onApplied: (channel, event) => this.#applied(channel, event),
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
    this.drafts = new Drafts(store, myId);
    this.recents = new Recents(store, myId);
    this.readMarkers = new ReadMarkers(http, clock);
    this.presence = new Presence(clock, (accountIds) => this.connection.send({ type: "watch-presence", accountIds }));
    this.typing = new Typing(clock);
    this.typingSender = new TypingSender(clock, (channelId) => this.connection.send({ type: "typing", channelId }));
    this.announcer = new Announcer(clock);
    this.channelMembers = new ChannelMembers(http);
    this.mentionTotal = computed(() =>
      this.channels.joined.value.reduce((sum, { info, mentions, unread }) => {
        const isDirect = info.value.visibility === "direct";
        return sum + (isDirect ? unread.value : mentions.value);
      }, 0),
    );
    this.unreadTotal = computed(() => this.channels.joined.value.reduce((sum, channel) => sum + channel.unread.value, 0));
  }

  /** Reads who is signed in and what they see, then opens the event stream. */
  static async start(services: SessionServices): Promise<Session> {
    const [me, sync] = await Promise.all([getMe(services.http), getSync(services.http)]);
    const session = new Session(me, sync.epoch, services);
    session.channels.sync(sync);
    session.connection.start();
    session.outbox.flush();
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

  /** Whether a message of someone else that calls these, with this text, mentions the person: by name, as one of all, or by a keyword. */
  isMention(mentions: MessageMentions | null, text: string): boolean {
    return isCalled(mentions, this.myId) || this.#keywords.value.areIn(text);
  }

  /** The channel comes on screen. */
  show(channel: Channel): Reading {
    const reading = new Reading(channel, this.readMarkers);
    this.#reading.value = reading;
    this.recents.opened(channel.id);
    return reading;
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

  peopleOf(workspaceId: string): People {
    const known = this.#people.get(workspaceId);
    if (known !== undefined) {
      return known;
    }
    const people = new People(this.http, this.#services.clock, workspaceId);
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
        this.#markerMoved(frame);
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
    } else if (this.#hasConnected) {
      // Markers that other devices moved meanwhile were told to nobody. Spread: everyone who lost the same node comes back at once.
      this.#services.clock.after(meAfterReadyMs + this.#services.random() * spreadMs, () => this.#resyncSoon());
    }
    this.#hasConnected = true;
    this.outbox.flush();
    this.readMarkers.flush();
    this.#services.clock.after(meAfterReadyMs, () => void this.#compareMe());
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
    switch (event.type) {
      case "message.posted":
        this.#posted(channel, event.actorId, event.seq, event.data.text);
        break;
      case "member.joined":
        this.peopleOf(channel.info.peek().workspaceId).expect([event.data.accountId]);
        if (event.data.accountId === this.myId) {
          this.#resyncSoon();
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

  #posted(channel: Channel, authorId: string, seq: number, text: string): void {
    this.typing.stopped(channel.id, authorId);
    if (authorId === this.myId) {
      this.outbox.arrived(channel.id, seq, text);
      return;
    }
    this.#people.get(channel.info.peek().workspaceId)?.expect([authorId]);
    if (channel === this.#reading.peek()?.channel) {
      this.announcer.posted(authorId, text);
    }
  }

  /** A public channel stays readable; of a private one nothing may stay on screen. */
  #leftChannel(channel: Channel): void {
    if (channel.info.peek().visibility !== "public") {
      this.channels.remove(channel.id);
    }
  }

  #markerMoved(frame: ReadMarkerFrame): void {
    const channel = this.channels.get(frame.channelId);
    if (channel !== undefined) {
      this.readMarkers.moved(channel, frame);
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
