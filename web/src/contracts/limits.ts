/** The server's limits; it answers more with a 4xx that names the limit. */
export const limits = {
  /** Unicode code points of a message's Markdown. */
  messageCharacters: 20_000,
  pageSize: 200,
  replayEvents: 1_000,
  /** A larger unread count is answered as this one. */
  unreadCount: 1_000,
  /** Who replied, named beside a message with a thread. */
  threadRepliers: 3,
  filesPerMessage: 10,
  fileNameCharacters: 255,
  fileAltCharacters: 500,
  /** Accounts that a message names for each emoji on it, at most. */
  reactionAccounts: 20,
  usernameCharacters: 32,
  displayNameCharacters: 80,
  titleCharacters: 100,
  pronounsCharacters: 40,
  statusCharacters: 100,
  peopleSearchCharacters: 100,
  avatarBytes: 256 * 1024,
  /** Each side. */
  avatarPixels: 512,
  passwordMinCharacters: 10,
  passwordMaxCharacters: 256,
  workspaceNameCharacters: 64,
  channelNameCharacters: 80,
  channelTopicCharacters: 250,
  channelPurposeCharacters: 1_000,
  directChannelMembers: 10,
  accessTokenNameCharacters: 80,
  mentionedNames: 50,
  /** A channel with more members asks who writes @channel or @here whether all of them are meant. */
  unaskedMembers: 10,
  emojiBytes: 256 * 1024,
  emojiNameCharacters: 64,
  groups: 200,
  groupMembers: 100,
  groupNameMinCharacters: 2,
  groupNameCharacters: 32,
  keywords: 50,
  keywordCharacters: 64,
} as const;
