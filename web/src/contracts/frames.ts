import type { ChannelEventDto } from "./events";
import type { ThreadStateDto } from "./threads";

export type PresenceStatus = "offline" | "away" | "online";

export type ClientFrame =
  | { readonly type: "connect"; readonly epoch?: string; readonly cursors?: Readonly<Record<string, number>> }
  | { readonly type: "ping"; readonly n: number }
  | { readonly type: "typing"; readonly channelId: string; readonly threadSeq?: number }
  | { readonly type: "presence"; readonly status: "online" | "away" }
  | { readonly type: "watch-presence"; readonly accountIds: readonly string[] };

/** The server's answer to `connect`. The replay follows, then live events; both in seq order per channel. */
export interface ReadyFrame {
  readonly type: "ready";
  readonly connectionId: string;
  readonly accountId: string;
  readonly epoch: string;
  /** The head of every channel that the connection follows. */
  readonly heads: Readonly<Record<string, number>>;
}

/** The cursor of this channel cannot be resumed: reload the channel, then go on from `head`. */
export interface ChannelResetFrame {
  readonly type: "channel.reset";
  readonly channelId: string;
  readonly head: number;
}

export interface PongFrame {
  readonly type: "pong";
  readonly n: number;
}

export interface TypingFrame {
  readonly type: "typing";
  readonly channelId: string;
  /** null: in the channel itself. */
  readonly threadSeq: number | null;
  readonly accountId: string;
}

export interface PresenceFrame {
  readonly type: "presence";
  /** true: the answer to `watch-presence`, and accounts that are not named are offline. */
  readonly isSnapshot: boolean;
  readonly accounts: Readonly<Record<string, PresenceStatus>>;
}

export interface ReadMarkerFrame {
  readonly type: "read-marker";
  readonly channelId: string;
  readonly seq: number;
  /** Counts the marker's moves: one that is not above the last one is old news. */
  readonly version: number;
}

/** The account follows a thread, or no longer, or its read marker in it moved, here or on another device. */
export interface ThreadStateFrame {
  readonly type: "thread-state";
  readonly state: ThreadStateDto;
}

/** The account saved a message for later, or took it off its list, on this or another device. */
export interface SavedMessageFrame {
  readonly type: "saved-message";
  readonly channelId: string;
  readonly messageSeq: number;
  readonly isSaved: boolean;
}

/** What waits in one of the account's composers changed, here or on another device. */
export interface DraftFrame {
  readonly type: "draft";
  readonly channelId: string;
  readonly threadSeq: number | null;
  /** null: nothing waits any more. */
  readonly updatedAt: string | null;
}

/** What is shown of someone changed: ask for the member again. Not told what was missed. */
export interface AccountChangedFrame {
  readonly type: "account.changed";
  readonly accountId: string;
}

/** The workspace's own emoji changed: ask for them again. Not told what was missed. */
export interface EmojiChangedFrame {
  readonly type: "emoji.changed";
  readonly workspaceId: string;
}

/** The workspace's groups changed: ask for them again. Not told what was missed. */
export interface GroupsChangedFrame {
  readonly type: "groups.changed";
  readonly workspaceId: string;
}

/** The account's own profile, workspaces or roles changed: ask `GET /api/v1/me` again. */
export interface MeChangedFrame {
  readonly type: "me.changed";
}

/** The account's settings of notifications changed, on this or another device. */
export interface NotificationSettingsFrame {
  readonly type: "notification-settings";
  /** null: those for all channels. */
  readonly channelId: string | null;
}

export interface EventFrame {
  readonly type: "event";
  readonly event: ChannelEventDto;
}

/** A frame from the server. A channel event, whose type is its own on the wire, is wrapped so that a switch over `type` is complete. */
export type ServerFrame =
  | ReadyFrame
  | ChannelResetFrame
  | PongFrame
  | TypingFrame
  | PresenceFrame
  | ReadMarkerFrame
  | ThreadStateFrame
  | SavedMessageFrame
  | DraftFrame
  | MeChangedFrame
  | AccountChangedFrame
  | NotificationSettingsFrame
  | EmojiChangedFrame
  | GroupsChangedFrame
  | EventFrame
  | { readonly type: "unknown" };
