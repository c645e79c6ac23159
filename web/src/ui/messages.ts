import { formatList, formatNumber } from "./locale";
import { plural } from "./plural";
import type { TextsOf } from "./texts";

/** The texts that the first page needs, in English. Those of a second language are an object of the type that follows from this one. */
const english = {
  appName: "Parley",
  listOf: formatList,

  common: {
    cancel: "Cancel",
    save: "Save",
    close: "Close",
    delete: "Delete",
    tryAgain: "Try again",
    loading: "Loading…",
    you: "you",
    back: "Back",
    undo: "Undo",
  },

  errors: {
    network: "The server did not answer. Check your connection and try again.",
    tooMany: "Too many tries. Wait a moment and try again.",
    unavailable: "The server cannot answer right now. Try again in a moment.",
    notFound: "That does not exist, or you may not see it.",
    forbidden: "You may not do that.",
    credentials: "Username and password do not match.",
    usernameTaken: "Someone has this username. Choose another.",
    channelNameTaken: "The workspace already has a channel of this name.",
    inviteInvalid: "This invite does not work any more. Ask for a new one.",
    inviteNeeded: "You need an invite to sign up here. Ask someone who is in for a link.",
    archived: "The channel is archived.",
    /** What the server says is wrong with a field, in English. */
    field: (text: string) => text,
    unexpected: "Something went wrong.",
    newVersion: "Parley was updated. Load the page again to go on.",
    reload: "Reload",
  },

  gate: {
    workspaceName: "Workspace name",
    hidePassword: "Hide password",
  },

  invite: {
    toStart: "Go to Parley",
  },

  start: {
    failedTitle: "Parley cannot reach the server",
    noWorkspaceTitle: "You are in no workspace yet",
    noWorkspaceText: "Create one, or open the invite link that someone sent you.",
    createWorkspace: "Create workspace",
    notFoundTitle: "There is nothing here",
    notFoundText: "The address may be mistyped, or what was here is gone or not for you to see.",
  },

  sidebar: {
    label: "Conversations",
    workspace: "Workspace",
    newMessage: "New message",
    jump: "Jump to…",
    channels: "Channels",
    direct: "Direct messages",
    browse: "Browse channels",
    create: "Create channel",
    invite: "Invite people",
    unread: ", unread",
    mentions: "Mentions",
    mentionCount: (count: number) => `${plural(count, "mention", "mentions")}: `,
    unreadCount: (count: number) => `${plural(count, "unread message", "unread messages")}: `,
    draft: "Draft",
    own: "Your own",
    unreadAbove: "Unread above",
    unreadBelow: "Unread below",
    markAllRead: "Mark all as read",
    markedAllRead: (count: number) => `${plural(count, "conversation", "conversations")} marked as read.`,
    settings: "Account settings",
    setStatus: "Set your status",
    muted: "muted",
    open: "Open conversations",
    closeDrawer: "Close conversations",
    noChannels: "You are in no channel yet.",
    more: "999+",
  },

  presence: { online: "Online", away: "Away", dnd: "Do not disturb", offline: "Offline" },

  channel: {
    members: (count: number) => plural(count, "member", "members"),
    settings: "Channel settings",
    notifications: "Notifications…",
    noteToSelf: (name: string) => `${name} (you)`,
    unknownPerson: "Unknown person",
    startTitle: (name: string) => `This is the start of #${name}`,
    startText: "Everything that is written here stays here, from the first message on.",
    startDirect: (names: string) => `This is the start of your talk with ${names}`,
    startSelf: "This is your own space",
    startSelfText: "Notes, links, drafts: only you see them.",
    firstMessage: "Write the first message below.",
    addPeople: "Add people",
    setTopic: "Set a topic",
    feed: (name: string) => `Messages in ${name}`,
    loadFailed: "The messages could not be loaded.",
    loadingOlder: "Loading earlier messages",
    preview: (name: string) => `You are looking at #${name}.`,
    join: "Join channel",
    archived: "This channel is archived. It can be read, not written to.",
    restore: "Restore",
    goneTitle: "You cannot see this channel",
    goneText: "It may be private, or it is gone.",
    toWorkspace: "Back to the workspace",
  },

  timeline: {
    today: "Today",
    yesterday: "Yesterday",
    newLine: "New",
    newSince: (count: number, time: string) => `${count >= 1000 ? `${formatNumber(1000)}+` : count} new since ${time}`,
    newMessages: (count: number) => (count >= 1000 ? `${formatNumber(1000)}+ new messages` : plural(count, "new message", "new messages")),
    markRead: "Mark as read",
    jumpDay: (day: string) => `${day}. Jump to another day`,
    jumpLatest: "Jump to latest",
    edited: "(edited)",
    editedAt: (time: string) => `Edited ${time}`,
    deleted: "This message was deleted.",
    notSent: "Not sent.",
    notSentBecause: (reason: string) => `Not sent: ${reason}`,
    sending: "sending",
    actions: "Message actions",
    more: "More actions",
    edit: "Edit",
    markUnread: "Mark unread from here",
    copyText: "Copy text",
    copyLink: "Copy link",
    linkCopied: "The link is copied. It opens for those who may read the channel.",
    quote: "Quote",
    showVersions: (time: string) => `Edited ${time}, show what it said before`,
    deleteTitle: "Delete message?",
    deleteText: "It disappears for everyone. This cannot be undone.",
    rowLabel: (author: string, time: string, isForMe: boolean) => `${author}, ${time}${isForMe ? ", mentions you" : ""}`,
    joined: (who: string) => `${who} joined`,
    others: (count: number) => plural(count, "other", "others"),
    added: (who: string, by: string) => `${by} added ${who}`,
    left: (who: string) => `${who} left`,
    removed: (who: string, by: string) => `${by} removed ${who}`,
    renamed: (who: string, name: string) => `${who} renamed the channel to #${name}`,
    topic: (who: string, topic: string) => `${who} set the topic: ${topic}`,
    topicCleared: (who: string) => `${who} cleared the topic`,
    archived: (who: string) => `${who} archived the channel`,
    restored: (who: string) => `${who} restored the channel`,
    announceOne: (author: string, text: string) => `${author}: ${text}`,
    announceMany: (count: number, author: string) => `${plural(count, "new message", "new messages")}, last from ${author}`,
  },

  files: {
    attach: "Attach files",
    waiting: "Files to send",
    open: (name: string) => `Open ${name}`,
    progress: (name: string) => `Sending ${name}`,
    remove: (name: string) => `Remove ${name}`,
    tooLarge: (most: string) => `Too large: a file has at most ${most} here.`,
    tooMany: (most: number) => `A message has at most ${plural(most, "file", "files")}.`,
    notSent: "The server did not answer.",
    drop: (place: string) => `Drop files to add them: ${place}`,
  },

  thread: {
    reply: "Reply in thread",
    replies: (count: number) => plural(count, "reply", "replies"),
    newReplies: (count: number) => `${count >= 1000 ? `${formatNumber(1000)}+` : count} new`,
    last: (when: string) => `last ${when}`,
    repliedIn: "Replied in a thread",
    alsoSent: "Also sent to the channel",
    list: "Threads",
    unreadThreads: (count: number) => `, ${plural(count, "unread thread", "unread threads")}`,
  },

  pins: {
    title: "Pinned messages",
    pin: "Pin to the channel",
    unpin: "Unpin",
    by: (name: string) => `Pinned by ${name}`,
  },

  saved: {
    title: "Saved",
    save: "Save for later",
    mark: "Saved for later",
    remove: "Remove from saved",
    open: (time: string) => `${time}, show in the channel`,
  },

  reactions: {
    label: "Reactions",
    by: (emoji: string, count: number, who: string) => `${emoji} ${count}: ${who}`,
    add: "Add reaction",
    addOne: (emoji: string) => `React with ${emoji}`,
  },

  composer: {
    label: (place: string) => `Message ${place}`,
    emoji: "Insert emoji",
    bold: "Bold",
    italic: "Italic",
    code: "Code",
    preview: "Preview",
    nothingToPreview: "Nothing to preview",
    send: "Send message",
    hints: { enter: "Shift+Enter for a new line", "ctrl-enter": "Ctrl+Enter to send" },
    charactersLeft: (count: number) => `${plural(count, "character", "characters")} left`,
    tooLong: (count: number) => `${plural(count, "character", "characters")} too many`,
    edit: "Edit message",
    editHints: { enter: "Enter to save, Esc to cancel", "ctrl-enter": "Ctrl+Enter to save, Esc to cancel" },
    typingOne: "is typing",
    typingMany: "are typing",
    typingCrowd: "Several people are typing",
    skip: "Skip to content",
  },

  connection: {
    offline: "You are offline. Messages you write are kept and sent when you are back.",
    connecting: "Reconnecting… Messages you write are kept and sent when you are back.",
    refused: "The server refused the connection. Load the page again.",
    tryNow: "Try now",
  },

  completion: {
    confirmTitle: (place: string) => `Call everyone in ${place}?`,
    confirmAll: (count: number) => `Your message calls all ${formatNumber(count)} members of this channel.`,
    confirmHere: (count: number) => `Your message calls whoever is online of the ${formatNumber(count)} members of this channel.`,
    confirm: "Send and call them",
  },

  people: {
    title: "People",
    show: (name: string) => `Show the card of ${name}`,
  },

  account: {
    signOut: "Sign out",
  },

  search: {
    title: "Search",
    inChannel: "Search in this conversation",
  },

  markdown: { code: "Code", codeIn: (language: string) => `${language} code`, image: "image", task: "Task", doneTask: "Done task" },
} as const;

export type Messages = TextsOf<typeof english>;

/** In the language that is spoken now. Read where a text is shown, never kept: another language puts another object here. */
export let messages: Messages = english;

/** @param spoken null: English. */
export function setMessages(spoken: Messages | null): void {
  messages = spoken ?? english;
}
