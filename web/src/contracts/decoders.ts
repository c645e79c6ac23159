import type {
  AccessTokenDto,
  AccessTokenList,
  AccountDto,
  CreatedAccessTokenDto,
  KeywordList,
  MeDto,
  ServerDto,
  SignedInDto,
  SignInDto,
  SignInList,
} from "./accounts";
import type { AvailabilityDto, ChannelNotificationsDto, StatusDto } from "./attention";
import type { ChannelDto, ChannelMemberDto, ChannelMemberPage, ChannelPage, SyncChannelDto, SyncDto } from "./channels";
import type { CustomEmojiDto, CustomEmojiList } from "./customEmoji";
import { boolean, type Decoder, list, nullable, number, oneOf, record, shape, text } from "./decode";
import type { DraftDto, DraftList } from "./drafts";
import type { FileDto, FileLimitsDto } from "./files";
import type { GroupDto, GroupList } from "./groups";
import type {
  LinkPreviewDto,
  MentionPage,
  MessageDto,
  MessageMentions,
  MessagePage,
  MessageVersionDto,
  MessageVersionList,
  PinnedMessageList,
  PreviewImageDto,
  ReactionDto,
  ReadMarkerDto,
  SavedMessageDto,
  SavedMessagePage,
  SavedMessageRef,
  SavedMessageRefList,
  ThreadSummaryDto,
} from "./messages";
import { preferencesOf } from "./preferences";
import type { ProblemDto } from "./problems";
import type {
  ChannelThreadsDto,
  FollowedThreadDto,
  FollowedThreadsDto,
  ThreadList,
  ThreadListItemDto,
  ThreadPage,
  ThreadStateDto,
} from "./threads";
import type { CreatedInviteDto, InvitePreviewDto, MemberDto, MemberPage, WorkspaceDto } from "./workspaces";

const role = oneOf("guest", "member", "admin", "owner");
export const visibility = oneOf("public", "private", "direct");

export const status = shape<StatusDto>({ emoji: nullable(text), text, endsAt: nullable(text) });
export const availability = shape<AvailabilityDto>({ mode: oneOf("automatic", "away", "do-not-disturb"), endsAt: nullable(text) });
export const channelNotifications = shape<ChannelNotificationsDto>({
  level: oneOf("default", "everything", "mentions", "nothing"),
  ignoresEveryone: boolean,
});

const profile = {
  title: nullable(text),
  pronouns: nullable(text),
  timeZone: nullable(text),
  avatarUrl: nullable(text),
  status: nullable(status),
  availability: nullable(availability),
};
export const account = shape<AccountDto>({ id: text, username: text, displayName: text, isServerAdmin: boolean, ...profile });
export const workspace = shape<WorkspaceDto>({ id: text, name: text, role, createdAt: text });
export const server = shape<ServerDto>({ version: text, signUp: oneOf("open", "invite"), isEmpty: boolean, publicUrl: nullable(text) });
export const signedIn = shape<SignedInDto>({ account });
export const me = shape<MeDto>({
  account,
  email: nullable(text),
  workspaces: list(workspace),
  keywords: list(text),
  preferences: preferencesOf,
});

const signIn = shape<SignInDto>({
  id: text,
  createdAt: text,
  lastUsedAt: text,
  expiresAt: text,
  device: nullable(text),
  isCurrent: boolean,
});
export const signInList = shape<SignInList>({ signIns: list(signIn) });

const accessToken = shape<AccessTokenDto>({ id: text, name: text, createdAt: text, lastUsedAt: text, expiresAt: nullable(text) });
export const accessTokenList = shape<AccessTokenList>({ accessTokens: list(accessToken) });
export const createdAccessToken = shape<CreatedAccessTokenDto>({ accessToken, token: text });

export const member = shape<MemberDto>({ accountId: text, username: text, displayName: text, role, joinedAt: text, ...profile });
export const memberPage = shape<MemberPage>({ members: list(member), cursor: nullable(text) });
export const createdInvite = shape<CreatedInviteDto>({ id: text, code: text, url: text, role, expiresAt: text });
export const invitePreview = shape<InvitePreviewDto>({ workspaceName: text, role, expiresAt: text });

export const channel = shape<ChannelDto>({
  id: text,
  workspaceId: text,
  visibility,
  name: text,
  topic: text,
  purpose: text,
  isDefault: boolean,
  createdBy: text,
  createdAt: text,
  archivedAt: nullable(text),
  head: number,
  isMember: boolean,
  memberCount: number,
  directMemberIds: nullable(list(text)),
});
export const channelPage = shape<ChannelPage>({ channels: list(channel), cursor: nullable(text) });

const channelMember = shape<ChannelMemberDto>({ accountId: text, username: text, displayName: text, role, joinedSeq: number });
export const channelMemberPage = shape<ChannelMemberPage>({ members: list(channelMember), cursor: nullable(text) });

const syncChannel = shape<SyncChannelDto>({
  channel,
  readSeq: number,
  readVersion: number,
  unread: number,
  mentionSeqs: list(number),
  lastMessageAt: nullable(text),
  notifications: nullable(channelNotifications),
});
export const sync = shape<SyncDto>({ epoch: text, channels: list(syncChannel) });

const threadSummary = shape<ThreadSummaryDto>({ replyCount: number, lastReplySeq: number, lastReplyAt: text, repliers: list(text) });

export const file = shape<FileDto>({
  id: text,
  name: text,
  mediaType: text,
  bytes: number,
  width: nullable(number),
  height: nullable(number),
  alt: nullable(text),
  blur: nullable(text),
});
export const fileLimits = shape<FileLimitsDto>({ maxBytes: number });

const reaction = shape<ReactionDto>({ emoji: text, count: number, isMine: boolean, accountIds: list(text) });
const reactions = nullable(list(reaction));
const reactionsSeq = nullable(number);

/** A member that is left out when it is false. */
const flag: Decoder<boolean> = (value) => value === true;

export const mentions = shape<MessageMentions>({
  accountIds: nullable(list(text)),
  groups: nullable(list(text)),
  here: nullable(list(text)),
  channel: flag,
});

const previewImage = shape<PreviewImageDto>({ id: text, width: number, height: number });
export const previews = list(
  shape<LinkPreviewDto>({ url: text, siteName: text, title: text, description: nullable(text), image: nullable(previewImage) }),
);

export const message = shape<MessageDto>({
  channelId: text,
  seq: number,
  authorId: text,
  text,
  postedAt: text,
  clientMessageId: text,
  editedAt: nullable(text),
  deletedAt: nullable(text),
  threadSeq: nullable(number),
  alsoInChannel: nullable(boolean),
  thread: nullable(threadSummary),
  files: nullable(list(file)),
  mentions: nullable(mentions),
  previews: nullable(previews),
  pinnedBy: nullable(text),
  pinnedAt: nullable(text),
  reactions: (value, path) => reactions(value, path) ?? [],
  reactionsSeq: (value, path) => reactionsSeq(value, path) ?? 0,
});
export const mentionPage = shape<MentionPage>({ messages: list(message), cursor: nullable(text) });
export const keywordList = shape<KeywordList>({ keywords: list(text) });
export const messagePage = shape<MessagePage>({ messages: list(message), hasOlder: boolean, hasNewer: boolean, head: number, epoch: text });
export const threadPage = shape<ThreadPage>({
  root: message,
  messages: list(message),
  hasOlder: boolean,
  hasNewer: boolean,
  head: number,
  epoch: text,
});
const followedThread = { threadSeq: number, isFollowing: boolean, readSeq: number, unread: number };
export const threadState = shape<ThreadStateDto>({ ...followedThread, channelId: text, head: number });
const channelThreads = shape<ChannelThreadsDto>({ channelId: text, head: number, threads: list(shape<FollowedThreadDto>(followedThread)) });
export const followedThreads = shape<FollowedThreadsDto>({ channels: list(channelThreads), isComplete: boolean });
const threadListItem = shape<ThreadListItemDto>({ root: message, readSeq: number, unread: number });
export const threadList = shape<ThreadList>({ threads: list(threadListItem), cursor: nullable(text) });

const messageVersion = shape<MessageVersionDto>({ text, writtenAt: text });
export const messageVersionList = shape<MessageVersionList>({ versions: list(messageVersion) });
export const pinnedMessageList = shape<PinnedMessageList>({ messages: list(message) });
const savedMessageRef = shape<SavedMessageRef>({ channelId: text, messageSeq: number });
export const savedMessageRefList = shape<SavedMessageRefList>({ savedMessages: list(savedMessageRef) });
const savedMessage = shape<SavedMessageDto>({ savedAt: text, message });
export const draft = shape<DraftDto>({ channelId: text, threadSeq: nullable(number), text, updatedAt: text });
export const draftList = shape<DraftList>({ drafts: list(draft) });
export const savedMessagePage = shape<SavedMessagePage>({ savedMessages: list(savedMessage), cursor: nullable(text) });
export const readMarker = shape<Required<ReadMarkerDto>>({ seq: number, version: number });

const fieldErrors = nullable(record(text));
export const problem = shape<ProblemDto>({
  title: text,
  status: number,
  detail: nullable(text),
  code: text,
  errors: (value, path) => fieldErrors(value, path) ?? {},
});

const customEmoji = shape<CustomEmojiDto>({ name: text, url: text, creatorId: text, createdAt: text });
export const customEmojiList = shape<CustomEmojiList>({ emoji: list(customEmoji) });

export const group = shape<GroupDto>({ name: text, accountIds: list(text), changedAt: text });
export const groupList = shape<GroupList>({ groups: list(group) });
