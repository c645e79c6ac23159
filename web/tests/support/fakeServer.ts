import {
  type ChannelDto,
  type ChannelEventDto,
  type ChannelThreadsDto,
  limits,
  type MessageDto,
  type MessageMentions,
  type ReactionEvent,
  type SyncChannelDto,
  type ThreadStateDto,
} from "../../src/contracts";
import { Http } from "../../src/core/api/http";
import { isInChannel } from "../../src/core/channels/timelineItem";
import { isCalled } from "../../src/core/mentions/isCalled";

type EventBody = ChannelEventDto extends infer E ? (E extends ChannelEventDto ? Pick<E, "type" | "data"> : never) : never;

export const me = "00000000-0000-7000-8000-000000000001";
export const ana = "00000000-0000-7000-8000-000000000002";

/** One channel as the server keeps it: the log, and the messages that follow from it. Answers the same calls over `fetch`. */
export class FakeServer {
  readonly channelId: string;
  readonly log: ChannelEventDto[] = [];
  /** Paths of the requests, as they came. */
  readonly requests: string[] = [];
  readSeq = 0;
  readVersion = 0;
  /** Runs before a request is answered: to change the log meanwhile, or to fail. */
  beforeAnswer: (path: string) => void = () => {};
  readonly http = new Http({ fetch: (input) => this.answer(String(input)), onSignedOut: () => {} });
  readonly #messages = new Map<number, MessageDto>();
  /** What the threads are to this account, by the seq of the root. */
  readonly #followed = new Map<number, { isFollowing: boolean; readSeq: number }>();
  readonly #reactions = new Map<number, readonly { readonly emoji: string; readonly accountId: string }[]>();

  constructor(channelId = "00000000-0000-7000-8000-0000000000c1") {
    this.channelId = channelId;
  }

  get head(): number {
    return this.log.length;
  }

  get info(): ChannelDto {
    return {
      id: this.channelId,
      workspaceId: "00000000-0000-7000-8000-0000000000f1",
      visibility: "public",
      name: "general",
      topic: "",
      purpose: "",
      isDefault: true,
      createdBy: ana,
      createdAt: "2026-11-22T12:00:00.000Z",
      archivedAt: null,
      head: this.head,
      isMember: true,
      memberCount: 2 + this.log.filter(({ type }) => type === "member.joined").length,
      directMemberIds: null,
    };
  }

  get sync(): SyncChannelDto {
    return {
      channel: this.info,
      readSeq: this.readSeq,
      readVersion: this.readVersion,
      unread: this.unread(),
      mentionSeqs: this.mentionSeqs(),
      lastMessageAt: null,
      notifications: null,
    };
  }

  get messages(): readonly MessageDto[] {
    return [...this.#messages.values()];
  }

  unread(): number {
    return this.messages.filter(
      (message) => isInChannel(message) && message.seq > this.readSeq && message.authorId !== me && message.deletedAt === null,
    ).length;
  }

  /** A thread, as the server tells this account. */
  threadState(threadSeq: number): ThreadStateDto {
    const { isFollowing, readSeq } = this.#followed.get(threadSeq) ?? { isFollowing: false, readSeq: 0 };
    const unread = isFollowing
      ? this.messages.filter(
          (reply) => reply.threadSeq === threadSeq && reply.seq > readSeq && reply.authorId !== me && reply.deletedAt === null,
        ).length
      : 0;
    return { channelId: this.channelId, threadSeq, isFollowing, readSeq, unread, head: this.head };
  }

  get followed(): ChannelThreadsDto {
    return { channelId: this.channelId, head: this.head, threads: [...this.#followed.keys()].map((seq) => this.threadState(seq)) };
  }

  follow(threadSeq: number, isFollowing: boolean): ThreadStateDto {
    const known = this.#followed.get(threadSeq);
    const last = this.messages.findLast((message) => message.threadSeq === threadSeq)?.seq ?? threadSeq;
    const readSeq = known === undefined || (isFollowing && !known.isFollowing) ? last : known.readSeq;
    this.#followed.set(threadSeq, { isFollowing, readSeq });
    return this.threadState(threadSeq);
  }

  readThread(threadSeq: number, seq: number): ThreadStateDto {
    const known = this.#followed.get(threadSeq);
    if (known !== undefined) {
      this.#followed.set(threadSeq, { ...known, readSeq: Math.min(seq, this.head) });
    }
    return this.threadState(threadSeq);
  }

  /** Unread messages that call the account. */
  mentionSeqs(): readonly number[] {
    return this.messages
      .filter(({ seq, authorId, mentions }) => seq > this.readSeq && authorId !== me && isCalled(mentions, me))
      .map(({ seq }) => seq);
  }

  /** @returns The frame that the account's devices get. */
  moveMarker(seq: number): { type: "read-marker"; channelId: string; seq: number; version: number } {
    this.readSeq = Math.min(seq, this.head);
    this.readVersion += 1;
    return { type: "read-marker", channelId: this.channelId, seq: this.readSeq, version: this.readVersion };
  }

  append(body: EventBody, actorId = ana, clientMessageId = `client-${this.head + 1}`): ChannelEventDto {
    const seq = this.head + 1;
    const at = new Date(Date.UTC(2026, 10, 22, 12) + seq * 1000).toISOString();
    const event = { ...body, channelId: this.channelId, seq, at, actorId } as ChannelEventDto;
    this.log.push(event);
    this.#keep(event, clientMessageId);
    return event;
  }

  post(text: string, authorId = ana, clientMessageId?: string, mentions: MessageMentions | null = null): ChannelEventDto {
    const data = { text, threadSeq: null, alsoInChannel: null, rootAuthorId: null, files: null, mentions };
    return this.append({ type: "message.posted", data }, authorId, clientMessageId);
  }

  reply(
    text: string,
    threadSeq: number,
    authorId = ana,
    alsoInChannel = false,
    clientMessageId?: string,
    mentions: MessageMentions | null = null,
  ): ChannelEventDto {
    const rootAuthorId = this.#messages.get(threadSeq)?.authorId ?? null;
    const data = { text, threadSeq, alsoInChannel: alsoInChannel || null, rootAuthorId, files: null, mentions };
    return this.append({ type: "message.posted", data }, authorId, clientMessageId);
  }

  /** A message is deleted. */
  remove(messageSeq: number, actorId = ana): ChannelEventDto {
    const { threadSeq = null, alsoInChannel = null, authorId = null } = this.#messages.get(messageSeq) ?? {};
    const data = { messageSeq, threadSeq, alsoInChannel, authorId: threadSeq === null ? null : authorId };
    return this.append({ type: "message.deleted", data }, actorId);
  }

  react(messageSeq: number, emoji: string, actorId: string): ChannelEventDto {
    return this.append({ type: "reaction.added", data: { messageSeq, emoji } }, actorId);
  }

  unreact(messageSeq: number, emoji: string, actorId: string): ChannelEventDto {
    return this.append({ type: "reaction.removed", data: { messageSeq, emoji } }, actorId);
  }

  async answer(input: string): Promise<Response> {
    const url = new URL(input, "http://localhost");
    this.requests.push(url.pathname.split("/").at(-1) + url.search);
    const body = JSON.stringify(this.#answerTo(url));
    this.beforeAnswer(url.pathname);
    return new Response(body, { status: 200 });
  }

  #answerTo(url: URL) {
    if (url.pathname.endsWith("/events")) {
      return this.#events(url);
    }
    const [, seq, isThread] = /\/messages\/([0-9]+)(\/thread)?$/.exec(url.pathname) ?? [];
    if (seq === undefined) {
      return this.#page(url, isInChannel);
    }
    const message = this.#messages.get(Number(seq));
    const root = message?.threadSeq ?? Number(seq);
    return isThread === undefined ? message : { ...this.#page(url, ({ threadSeq }) => threadSeq === root), root: this.#messages.get(root) };
  }

  #keep(event: ChannelEventDto, clientMessageId: string): void {
    if (event.type === "message.posted") {
      const { channelId, seq, actorId, at, data } = event;
      const message = {
        channelId,
        seq,
        authorId: actorId,
        text: data.text,
        postedAt: at,
        clientMessageId,
        editedAt: null,
        deletedAt: null,
        threadSeq: data.threadSeq,
        alsoInChannel: data.alsoInChannel,
        thread: null,
        files: data.files,
        mentions: data.mentions,
        previews: null,
        pinnedBy: null,
        pinnedAt: null,
        reactions: [],
        reactionsSeq: 0,
      };
      this.#messages.set(seq, message);
      this.#replied(event);
    } else if (event.type === "message.edited" || event.type === "message.deleted") {
      const message = this.#messages.get(event.data.messageSeq);
      if (message !== undefined) {
        const gone = { text: "", deletedAt: event.at, mentions: null, reactions: [], reactionsSeq: 0, pinnedBy: null, pinnedAt: null };
        const change =
          event.type === "message.edited" ? { text: event.data.text, editedAt: event.at, mentions: event.data.mentions } : gone;
        this.#messages.set(message.seq, { ...message, ...change });
        const root = this.#messages.get(message.threadSeq ?? 0);
        if (event.type === "message.deleted" && root?.thread) {
          this.#messages.set(root.seq, { ...root, thread: { ...root.thread, replyCount: root.thread.replyCount - 1 } });
        }
      }
    } else if (event.type === "reaction.added" || event.type === "reaction.removed") {
      this.#keepReaction(event);
    } else if (event.type === "message.pinned" || event.type === "message.unpinned") {
      const message = this.#messages.get(event.data.messageSeq);
      if (message !== undefined) {
        const isPinned = event.type === "message.pinned";
        this.#messages.set(message.seq, {
          ...message,
          pinnedBy: isPinned ? event.actorId : null,
          pinnedAt: isPinned ? event.at : null,
        });
      }
    }
  }

  #replied({ seq, at, actorId, data }: Extract<ChannelEventDto, { type: "message.posted" }>): void {
    const root = this.#messages.get(data.threadSeq ?? 0);
    if (root === undefined) {
      return;
    }
    const repliers = [...new Set([...(root.thread?.repliers ?? []), actorId])].slice(0, limits.threadRepliers);
    const thread = { replyCount: (root.thread?.replyCount ?? 0) + 1, lastReplySeq: seq, lastReplyAt: at, repliers };
    this.#messages.set(root.seq, { ...root, thread });
    const mine = this.#followed.get(root.seq);
    if (actorId === me && mine?.isFollowing !== true) {
      this.#followed.set(root.seq, { isFollowing: true, readSeq: seq });
    } else if (actorId !== me && mine === undefined && (root.authorId === me || data.mentions?.accountIds?.includes(me) === true)) {
      this.#followed.set(root.seq, { isFollowing: true, readSeq: seq - 1 });
    }
  }

  #keepReaction({ type, seq, actorId, data }: ReactionEvent): void {
    const message = this.#messages.get(data.messageSeq);
    if (message === undefined) {
      return;
    }
    const before = this.#reactions.get(data.messageSeq) ?? [];
    const all =
      type === "reaction.added"
        ? [...before, { emoji: data.emoji, accountId: actorId }]
        : before.filter(({ emoji, accountId }) => emoji !== data.emoji || accountId !== actorId);
    this.#reactions.set(data.messageSeq, all);
    const known = message.reactions.map(({ emoji }) => emoji).filter((emoji) => all.some((one) => one.emoji === emoji));
    const order = [...new Set([...known, ...all.map(({ emoji }) => emoji)])];
    const reactions = order.map((emoji) => {
      const accountIds = all.filter((one) => one.emoji === emoji).map(({ accountId }) => accountId);
      return { emoji, count: accountIds.length, isMine: accountIds.includes(me), accountIds };
    });
    this.#messages.set(message.seq, { ...message, reactions, reactionsSeq: seq });
  }

  #events(url: URL) {
    const after = Number(url.searchParams.get("after"));
    return { events: this.log.slice(after, after + Number(url.searchParams.get("limit"))), head: this.head, epoch: "e1" };
  }

  #page(url: URL, isShown: (message: MessageDto) => boolean) {
    const before = url.searchParams.get("before");
    const after = url.searchParams.get("after");
    const limit = Number(url.searchParams.get("limit"));
    const all = this.messages.filter(isShown);
    const fitting = all.filter(({ seq }) => (before === null || seq < Number(before)) && (after === null || seq > Number(after)));
    const messages = after === null ? fitting.slice(-limit) : fitting.slice(0, limit);
    const first = messages[0]?.seq ?? (after === null ? Number.POSITIVE_INFINITY : Number(after) + 1);
    const last = messages.at(-1)?.seq ?? (before === null ? Number.POSITIVE_INFINITY : Number(before) - 1);
    return {
      messages,
      hasOlder: all.some(({ seq }) => seq < first) && messages.length > 0,
      hasNewer: all.some(({ seq }) => seq > last) && messages.length > 0,
      head: this.head,
      epoch: "e1",
    };
  }
}
