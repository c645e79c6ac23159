import { batch, computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { ClientFrame, MeDto, MessageMentions, WorkspaceDto } from "../contracts";
import { getMe } from "./api/accounts";
import { getChannel, getSync } from "./api/channels";
import type { Http } from "./api/http";
import type { Channel } from "./channels/channel";
import { Reading } from "./channels/reading";
import { Connection } from "./connection/connection";
import { FrameQueue } from "./connection/frameQueue";
import type { OpenSocket } from "./connection/socket";
import type { Uploads } from "./files/uploads";
import type { People } from "./people/people";
import { createStores, type PostedListener, type StoreServices, type Stores } from "./stores";
import { ChannelEvents } from "./stream/channelEvents";
import { Resync } from "./stream/resync";
import { afterReadyMs, ServerFrames } from "./stream/serverFrames";

export interface SessionServices extends StoreServices {
  readonly openSocket: OpenSocket;
  /** Runs the action before the next frame is drawn, or soon where nothing is drawn. */
  readonly nextFrame: (action: () => void) => void;
}

/** Everything that a signed-in account sees, kept up to date. Made once per sign-in, and disposed at its end. */
export class Session implements Omit<Stores, "account" | "people" | "uploads" | "settingsChanges" | "postedListeners"> {
  readonly http: Http;
  readonly connection: Connection;
  readonly channels: Stores["channels"];
  readonly threads: Stores["threads"];
  readonly outbox: Stores["outbox"];
  readonly drafts: Stores["drafts"];
  readonly folded: Stores["folded"];
  readonly recents: Stores["recents"];
  readonly readMarkers: Stores["readMarkers"];
  readonly channelMembers: Stores["channelMembers"];
  readonly presence: Stores["presence"];
  readonly typing: Stores["typing"];
  readonly typingSender: Stores["typingSender"];
  readonly announcer: Stores["announcer"];
  readonly notices: Stores["notices"];
  readonly reactions: Stores["reactions"];
  readonly emojiChoice: Stores["emojiChoice"];
  readonly customEmoji: Stores["customEmoji"];
  readonly groups: Stores["groups"];
  readonly saved: Stores["saved"];
  /** Messages of others that were not read, but for muted channels, and threads with such replies, in all workspaces. */
  readonly unreadTotal: ReadonlySignal<number>;
  /** Of these, what is for the person: mentions, and everything in direct channels. */
  readonly mentionTotal: ReadonlySignal<number>;
  readonly #stores: Stores;
  readonly #frames: FrameQueue;
  readonly #events: ChannelEvents;
  readonly #resync: Resync;
  readonly #reading = signal<Reading | null>(null);
  #isDisposed = false;

  private constructor(me: MeDto, epoch: string, services: SessionServices) {
    const { http, clock, random } = services;
    const resyncSoon = () => this.#resync.soon();
    const stores = createStores(me, services, {
      send: (frame) => this.connection.send(frame),
      onApplied: (channel, event) => this.#events.applied(channel, event),
      onStale: resyncSoon,
    });
    this.http = http;
    this.#stores = stores;
    this.channels = stores.channels;
    this.threads = stores.threads;
    this.outbox = stores.outbox;
    this.drafts = stores.drafts;
    this.folded = stores.folded;
    this.recents = stores.recents;
    this.readMarkers = stores.readMarkers;
    this.channelMembers = stores.channelMembers;
    this.presence = stores.presence;
    this.typing = stores.typing;
    this.typingSender = stores.typingSender;
    this.announcer = stores.announcer;
    this.notices = stores.notices;
    this.reactions = stores.reactions;
    this.emojiChoice = stores.emojiChoice;
    this.customEmoji = stores.customEmoji;
    this.groups = stores.groups;
    this.saved = stores.saved;
    this.#resync = new Resync({ clock, random, sync: () => this.#sync() });
    this.#events = new ChannelEvents({ stores, reading: this.#reading, resyncSoon });
    const serverFrames = new ServerFrames(epoch, { stores, events: this.#events, clock, random, resyncSoon });
    this.#frames = new FrameQueue((frames) => serverFrames.handle(frames), services.nextFrame);
    this.connection = new Connection({
      openSocket: services.openSocket,
      clock,
      random,
      hello: () => this.#hello(serverFrames),
      onFrame: (frame) => this.#frames.push(frame),
    });
    const { joined } = stores.channels;
    this.mentionTotal = computed(() => joined.value.reduce((sum, channel) => sum + channel.forMe.value, 0));
    this.unreadTotal = computed(() =>
      joined.value.reduce(
        (sum, channel) => sum + (channel.isMuted ? channel.mentions : channel.unread).value,
        stores.threads.followed.unreadIn.length,
      ),
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
    session.threads.followed.loadSoon(afterReadyMs);
    return session;
  }

  get me(): ReadonlySignal<MeDto> {
    return this.#stores.account.me;
  }

  get myId(): string {
    return this.#stores.account.id;
  }

  /** The channel on screen, whose new messages are announced. */
  get reading(): ReadonlySignal<Reading | null> {
    return this.#reading;
  }

  /** Whether a message of someone else that calls these, with this text, mentions the person: by name, as one of all, or by a keyword. */
  isMention(mentions: MessageMentions | null, text: string): boolean {
    return this.#stores.account.isMention(mentions, text);
  }

  /** Grows when what notifies the person was changed on another device. */
  get settingsChanges(): ReadonlySignal<number> {
    return this.#stores.settingsChanges;
  }

  /** Calls the listener for each message of someone else that comes, until the answer is called. */
  onPosted(listener: PostedListener): () => void {
    this.#stores.postedListeners.add(listener);
    return () => this.#stores.postedListeners.delete(listener);
  }

  /** What notifies in a channel was changed here. */
  notificationsChanged(): void {
    this.#resync.soon();
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

  /** Marks all channels of a workspace as read; the notice takes it back. */
  markAllRead(workspaceId: string): void {
    const channels = this.channels.joined.peek().filter((channel) => channel.info.peek().workspaceId === workspaceId);
    const { count, undo } = this.readMarkers.readAll(channels);
    this.#reading.peek()?.markRead();
    if (count > 0) {
      this.notices.show({ kind: "all-read", count, undo });
    }
  }

  /** Takes what REST answered about the account. */
  updateMe(me: MeDto): void {
    this.#stores.account.update(me);
  }

  /** What the account said of itself, by a request that has been answered. */
  updateMyAccount(said: Partial<MeDto["account"]>): void {
    const me = this.me.peek();
    this.updateMe({ ...me, account: { ...me.account, ...said } });
  }

  addWorkspace(workspace: WorkspaceDto): void {
    this.#stores.account.addWorkspace(workspace);
    this.#resync.soon();
  }

  /** What waits in the composer with this draft. */
  uploadsOf(channelId: string, draftKey: string): Uploads {
    return this.#stores.uploads.of(channelId, draftKey);
  }

  peopleOf(workspaceId: string): People {
    return this.#stores.people.of(workspaceId);
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
    this.#events.deliverStrays();
    return channel;
  }

  /** This account left the channel, by a request that has been answered. */
  leftChannel(channel: Channel): void {
    channel.update({ ...channel.info.peek(), isMember: false });
    this.#events.left(channel);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#resync.dispose();
    this.connection.stop();
    this.outbox.stop();
    this.threads.followed.dispose();
    this.drafts.dispose();
    for (const id of this.channels.all.peek().keys()) {
      this.channels.remove(id);
    }
  }

  #hello({ epoch }: ServerFrames): ClientFrame {
    this.#frames.flush();
    return { type: "connect", epoch, cursors: this.channels.cursors() };
  }

  async #sync(): Promise<void> {
    const sync = await getSync(this.http);
    if (!this.#isDisposed) {
      batch(() => {
        this.channels.sync(sync);
        this.readMarkers.reapply(this.channels);
        this.#events.deliverStrays();
      });
    }
  }
}
