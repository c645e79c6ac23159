import { signal } from "@preact/signals-core";
import type { ChannelEventDto, ClientFrame, MeDto } from "../contracts";
import { OwnAccount } from "./account/ownAccount";
import type { Http } from "./api/http";
import { postMessage } from "./api/messages";
import type { Channel } from "./channels/channel";
import { Channels } from "./channels/channels";
import { ReadMarkers } from "./channels/readMarkers";
import type { PostedEvent } from "./channels/timelineItem";
import type { Clock } from "./clock";
import { DraftStore } from "./drafts/draftStore";
import { Drafts } from "./drafts/drafts";
import { CustomEmoji } from "./emoji/customEmoji";
import { DraftUploads } from "./files/draftUploads";
import type { SendFile } from "./files/sendFile";
import type { PictureSize } from "./files/uploads";
import { Groups } from "./groups/groups";
import { Folded } from "./local/folded";
import { Recents } from "./local/recents";
import type { LocalStore } from "./local/store";
import { Notices } from "./notices";
import { Outbox } from "./outbox/outbox";
import { OutboxStore } from "./outbox/outboxStore";
import { Announcer } from "./people/announcer";
import { ChannelMembers } from "./people/channelMembers";
import { Presence } from "./people/presence";
import { Typing, TypingSender } from "./people/typing";
import { WorkspacePeople } from "./people/workspacePeople";
import { EmojiChoice } from "./reactions/emojiChoice";
import { Reactions } from "./reactions/reactions";
import { SavedMessages } from "./saved/savedMessages";
import { FollowedThreads } from "./threads/followedThreads";
import { Threads } from "./threads/threads";
import { type RandomBytes, uuidV7 } from "./uuid";

export interface StoreServices {
  readonly http: Http;
  readonly clock: Clock;
  readonly random: () => number;
  readonly randomBytes: RandomBytes;
  readonly store: LocalStore;
  readonly sendFile: SendFile;
  /** The pixels of a picture; null: it is none that can be shown here. */
  readonly measure: (content: File) => Promise<PictureSize | null>;
}

/** What the stores tell to whoever keeps them up to date. */
export interface StoreHooks {
  readonly send: (frame: ClientFrame) => void;
  /** An event took its place in a channel. */
  readonly onApplied: (channel: Channel, event: ChannelEventDto) => void;
  /** The channels have to be asked for again. */
  readonly onStale: () => void;
}

/** Hears of a message of someone else that took its place. */
export type PostedListener = (channel: Channel, event: PostedEvent) => void;

/** All that is known of what an account sees. */
export type Stores = ReturnType<typeof createStores>;

export function createStores(me: MeDto, services: StoreServices, { send, onApplied, onStale }: StoreHooks) {
  const { http, clock, random, randomBytes, store } = services;
  const myId = me.account.id;
  const newId = () => uuidV7(clock.nowMs(), randomBytes);
  const people = new WorkspacePeople(http, clock, random);
  const account = new OwnAccount(http, me, () => {
    people.refresh();
    // The role decides whether they are to be seen.
    groups.refreshAfterGap();
    onStale();
  });
  const maySeeGroups = (workspaceId: string) => account.me.peek().workspaces.some(({ id, role }) => id === workspaceId && role !== "guest");
  const groups = new Groups({ http, clock, random, maySee: maySeeGroups });
  const notices = new Notices(clock);
  const channels = new Channels({
    http,
    clock,
    myId,
    isMention: (mentions, text) => account.isMention(mentions, text),
    onApplied,
    onReset: (channel) => threads.reset(channel),
    onStale,
  });
  const threads = new Threads(http, myId, channels, new FollowedThreads({ http, clock, random, myId }));
  return {
    account,
    people,
    notices,
    channels,
    threads,
    channelMembers: new ChannelMembers(http),
    outbox: new Outbox({
      post: (channelId, request) => postMessage(http, channelId, request),
      cursorOf: (channelId) => channels.get(channelId)?.cursor ?? 0,
      store: new OutboxStore(store, myId),
      clock,
      random,
      newId,
    }),
    uploads: new DraftUploads({ http, sendFile: services.sendFile, measure: services.measure, newId }),
    drafts: new Drafts(http, clock, new DraftStore(store, myId)),
    folded: new Folded(store, myId),
    recents: new Recents(store, myId),
    readMarkers: new ReadMarkers(http, clock),
    presence: new Presence(clock, (accountIds) => send({ type: "watch-presence", accountIds })),
    typing: new Typing(clock),
    typingSender: new TypingSender(clock, ({ channelId, threadSeq }) =>
      send({ type: "typing", channelId, ...(threadSeq !== null && { threadSeq }) }),
    ),
    announcer: new Announcer(clock),
    reactions: new Reactions({
      http,
      clock,
      myId,
      find: (channel, seq) => threads.find(channel, seq),
      replace: (channel, message) => threads.replace(channel, message),
      onFailed: (error) => notices.show({ kind: "failed", error }),
    }),
    saved: new SavedMessages(http, (error) => notices.show({ kind: "failed", error })),
    groups,
    customEmoji: new CustomEmoji(http, clock, random),
    emojiChoice: new EmojiChoice(store, myId),
    settingsChanges: signal(0),
    postedListeners: new Set<PostedListener>(),
  };
}
