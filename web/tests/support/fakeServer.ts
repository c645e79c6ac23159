import type { ChannelDto, ChannelEventDto, MessageDto, MessageMentions, SyncChannelDto } from "../../src/contracts";
import { Http } from "../../src/core/api/http";
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
    };
  }

  get messages(): readonly MessageDto[] {
    return [...this.#messages.values()];
  }

  unread(): number {
    return this.messages.filter((message) => message.seq > this.readSeq && message.authorId !== me && message.deletedAt === null).length;
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
    return this.append({ type: "message.posted", data: { text, mentions } }, authorId, clientMessageId);
  }

  async answer(input: string): Promise<Response> {
    const url = new URL(input, "http://localhost");
    this.requests.push(url.pathname.split("/").at(-1) + url.search);
    const body = JSON.stringify(url.pathname.endsWith("/events") ? this.#events(url) : this.#page(url));
    this.beforeAnswer(url.pathname);
    return new Response(body, { status: 200 });
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
        mentions: data.mentions,
      };
      this.#messages.set(seq, message);
    } else if (event.type === "message.edited" || event.type === "message.deleted") {
      const message = this.#messages.get(event.data.messageSeq);
      if (message !== undefined) {
        const change =
          event.type === "message.edited"
            ? { text: event.data.text, editedAt: event.at, mentions: event.data.mentions }
            : { text: "", deletedAt: event.at, mentions: null };
        this.#messages.set(message.seq, { ...message, ...change });
      }
    }
  }

  #events(url: URL) {
    const after = Number(url.searchParams.get("after"));
    return { events: this.log.slice(after, after + Number(url.searchParams.get("limit"))), head: this.head, epoch: "e1" };
  }

  #page(url: URL) {
    const before = url.searchParams.get("before");
    const after = url.searchParams.get("after");
    const limit = Number(url.searchParams.get("limit"));
    const fitting = this.messages.filter(({ seq }) => (before === null || seq < Number(before)) && (after === null || seq > Number(after)));
    const messages = after === null ? fitting.slice(-limit) : fitting.slice(0, limit);
    const first = messages[0]?.seq ?? (after === null ? Number.POSITIVE_INFINITY : Number(after) + 1);
    const last = messages.at(-1)?.seq ?? (before === null ? Number.POSITIVE_INFINITY : Number(before) - 1);
    return {
      messages,
      hasOlder: this.messages.some(({ seq }) => seq < first) && messages.length > 0,
      hasNewer: this.messages.some(({ seq }) => seq > last) && messages.length > 0,
      head: this.head,
      epoch: "e1",
    };
  }
}
