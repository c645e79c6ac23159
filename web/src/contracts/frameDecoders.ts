import { boolean, type Decoder, list, members, nullable, number, oneOf, record, shape, text } from "./decode";
import { file, mentions, previews, threadState, visibility } from "./decoders";
import type {
  ChannelCreated,
  ChannelEventDto,
  ChannelEventPage,
  ChannelUpdated,
  MemberChanged,
  MessageDeleted,
  MessageEdited,
  MessagePinned,
  MessagePosted,
  MessagePreviewsChanged,
  ReactionChanged,
} from "./events";
import type {
  AccountChangedFrame,
  ChannelResetFrame,
  DraftFrame,
  EmojiChangedFrame,
  GroupsChangedFrame,
  NotificationSettingsFrame,
  PongFrame,
  PresenceFrame,
  ReadMarkerFrame,
  ReadyFrame,
  SavedMessageFrame,
  ServerFrame,
  ThreadStateFrame,
  TypingFrame,
} from "./frames";

const memberChanged = shape<MemberChanged>({ accountId: text });

const reactionChanged = shape<ReactionChanged>({ messageSeq: number, emoji: text });

const messagePinned = shape<MessagePinned>({ messageSeq: number });

const eventData = {
  "channel.created": shape<ChannelCreated>({ visibility, name: text, topic: text, purpose: text }),
  "channel.updated": shape<ChannelUpdated>({
    name: nullable(text),
    topic: nullable(text),
    purpose: nullable(text),
    archived: nullable(boolean),
  }),
  "member.joined": memberChanged,
  "member.left": memberChanged,
  "message.posted": shape<MessagePosted>({
    text,
    threadSeq: nullable(number),
    alsoInChannel: nullable(boolean),
    rootAuthorId: nullable(text),
    files: nullable(list(file)),
    mentions: nullable(mentions),
  }),
  "message.edited": shape<MessageEdited>({ messageSeq: number, text, mentions: nullable(mentions) }),
  "message.deleted": shape<MessageDeleted>({
    messageSeq: number,
    threadSeq: nullable(number),
    alsoInChannel: nullable(boolean),
    authorId: nullable(text),
  }),
  "message.previews-changed": shape<MessagePreviewsChanged>({ messageSeq: number, previews }),
  "message.pinned": messagePinned,
  "message.unpinned": messagePinned,
  "reaction.added": reactionChanged,
  "reaction.removed": reactionChanged,
} as const satisfies Record<string, Decoder<unknown>>;

type KnownType = keyof typeof eventData;

function isKnown(type: unknown): type is KnownType {
  return typeof type === "string" && Object.hasOwn(eventData, type);
}

export const channelEvent: Decoder<ChannelEventDto> = (value, path) => {
  const from = members(value, path);
  const type = from["type"];
  const envelope = {
    channelId: text(from["channelId"], `${path}.channelId`),
    seq: number(from["seq"], `${path}.seq`),
    at: text(from["at"], `${path}.at`),
    actorId: text(from["actorId"], `${path}.actorId`),
  };
  if (!isKnown(type)) {
    return { ...envelope, type: "unknown", data: null };
  }
  // The table pairs each type with its data; the compiler does not follow the pairing through the lookup.
  return { ...envelope, type, data: eventData[type](from["data"], `${path}.data`) } as ChannelEventDto;
};

export const channelEventPage = shape<ChannelEventPage>({ events: list(channelEvent), head: number, epoch: text });

const frames = {
  ready: shape<ReadyFrame>({ type: oneOf("ready"), connectionId: text, accountId: text, epoch: text, heads: record(number) }),
  "channel.reset": shape<ChannelResetFrame>({ type: oneOf("channel.reset"), channelId: text, head: number }),
  pong: shape<PongFrame>({ type: oneOf("pong"), n: number }),
  typing: shape<TypingFrame>({ type: oneOf("typing"), channelId: text, threadSeq: nullable(number), accountId: text }),
  presence: shape<PresenceFrame>({
    type: oneOf("presence"),
    isSnapshot: boolean,
    accounts: record(oneOf("offline", "away", "online")),
  }),
  "read-marker": shape<ReadMarkerFrame>({ type: oneOf("read-marker"), channelId: text, seq: number, version: number }),
  "thread-state": shape<ThreadStateFrame>({ type: oneOf("thread-state"), state: threadState }),
  "saved-message": shape<SavedMessageFrame>({ type: oneOf("saved-message"), channelId: text, messageSeq: number, isSaved: boolean }),
  draft: shape<DraftFrame>({ type: oneOf("draft"), channelId: text, threadSeq: nullable(number), updatedAt: nullable(text) }),
  "account.changed": shape<AccountChangedFrame>({ type: oneOf("account.changed"), accountId: text }),
  "notification-settings": shape<NotificationSettingsFrame>({ type: oneOf("notification-settings"), channelId: nullable(text) }),
  "emoji.changed": shape<EmojiChangedFrame>({ type: oneOf("emoji.changed"), workspaceId: text }),
  "groups.changed": shape<GroupsChangedFrame>({ type: oneOf("groups.changed"), workspaceId: text }),
  "me.changed": (): ServerFrame => ({ type: "me.changed" }),
} as const satisfies Record<string, Decoder<ServerFrame>>;

export const serverFrame: Decoder<ServerFrame> = (value, path) => {
  const from = members(value, path);
  const type = from["type"];
  if (typeof type === "string" && Object.hasOwn(frames, type)) {
    return frames[type as keyof typeof frames](value, path);
  }
  return typeof from["seq"] === "number" ? { type: "event", event: channelEvent(value, path) } : { type: "unknown" };
};

/** Every type that is read, for the test that holds them against docs/asyncapi.json. */
export const knownTypes: readonly string[] = [...Object.keys(frames), ...Object.keys(eventData)];
