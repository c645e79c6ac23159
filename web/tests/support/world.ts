import type { ChannelDto, ChannelEventDto, PostMessageRequest, WorkspaceDto } from "../../src/contracts";
import { Http } from "../../src/core/api/http";
import type { SocketEvents } from "../../src/core/connection/socket";
import { MemoryStore } from "../../src/core/local/memoryStore";
import { Session } from "../../src/core/session";
import { FakeClock, settle } from "./fakeClock";
import { FakeDrafts } from "./fakeDrafts";
import { FakeServer, me } from "./fakeServer";

/** A server with one channel that the account is in, and perhaps a second one; and the client's end of the stream. */
export class World {
  readonly first = new FakeServer("c1");
  readonly second = new FakeServer("c2");
  readonly clock = new FakeClock();
  readonly store = new MemoryStore();
  readonly sent: { type: string; cursors?: Record<string, number> }[] = [];
  readonly requests: string[] = [];
  joined = [this.first];
  readonly drafts = new FakeDrafts();
  saved: { channelId: string; messageSeq: number }[] = [];
  keywords: readonly string[] = [];
  workspaces: readonly WorkspaceDto[] = [];
  /** The groups of every workspace: who is in them, by name. */
  groups: Readonly<Record<string, readonly string[]>> = {};
  /** Runs before a post is stored: to wait, or to lose it by throwing. */
  beforePost: () => void | Promise<void> = () => {};
  /** The status with which posts are refused. */
  refusal: number | null = null;
  /** Runs between storing a post and its answer: to let its event come first, to wait, or to lose the answer by throwing. */
  beforePostAnswer: () => void | Promise<void> = () => {};
  #draws = 0;
  #socket: SocketEvents | null = null;
  #session: Session | null = null;

  get session(): Session {
    if (this.#session === null) {
      throw new Error("The session was not started.");
    }
    return this.#session;
  }

  async start(): Promise<void> {
    this.#session = await Session.start({
      http: new Http({ fetch: (input, init) => this.#answer(String(input), init), onSignedOut: () => {} }),
      openSocket: (events) => {
        this.#socket = events;
        return { send: (text) => this.sent.push(JSON.parse(text)), close: () => {} };
      },
      clock: this.clock,
      random: () => 0.5,
      randomBytes: (count) => {
        this.#draws += 1;
        return new Uint8Array(count).fill(this.#draws & 0xff).fill(this.#draws >> 8, 0, 2);
      },
      store: this.store,
      nextFrame: (action) => action(),
      sendFile: () => Promise.reject(new Error("No test of the session uploads.")),
      measure: () => Promise.resolve(null),
    });
    this.ready();
  }

  ready(heads: readonly FakeServer[] = this.joined): void {
    this.#socket?.onOpen();
    this.say({
      type: "ready",
      connectionId: "x",
      accountId: me,
      epoch: "e1",
      heads: Object.fromEntries(heads.map((server) => [server.channelId, server.head])),
    });
  }

  say(frame: object): void {
    this.#socket?.onText(JSON.stringify(frame));
  }

  hear(event: ChannelEventDto): void {
    this.say(event);
  }

  drop(): void {
    this.#socket?.onClose(1006);
    this.clock.advance(250);
  }

  async wait(ms: number): Promise<void> {
    this.clock.advance(ms);
    await settle();
  }

  async #answer(input: string, init: RequestInit | undefined): Promise<Response> {
    const path = new URL(input, "http://localhost").pathname.slice("/api/v1".length);
    this.requests.push(`${init?.method ?? "GET"} ${path}`);
    return this.#rest(path, input, init);
  }

  async #rest(path: string, input: string, init: RequestInit | undefined): Promise<Response> {
    const account = { id: me, username: "me", displayName: "Me", isServerAdmin: false };
    switch (path) {
      case "/me":
        return Response.json({ account, email: null, workspaces: this.workspaces, keywords: this.keywords });
      case "/me/drafts":
        return this.drafts.list();
      case "/me/saved-messages":
        return Response.json({ savedMessages: this.saved });
      case "/sync":
        return Response.json({ epoch: "e1", channels: this.joined.map((server) => server.sync) });
      case "/me/threads":
        return Response.json({ channels: this.joined.map((server) => server.followed), isComplete: true });
      default:
        break;
    }
    if (path.endsWith("/groups")) {
      const groups = Object.entries(this.groups).map(([name, accountIds]) => ({ name, accountIds, changedAt: "2026-11-22T12:00:00.000Z" }));
      return Response.json({ groups });
    }
    const server = [this.first, this.second].find(({ channelId }) => path.includes(channelId));
    if (server === undefined) {
      return Response.json({ members: [], cursor: null });
    }
    const [, root] = /\/messages\/([0-9]+)\/thread\/(?:follow|read-marker)$/.exec(path) ?? [];
    if (root !== undefined) {
      const state = path.endsWith("/follow")
        ? server.follow(Number(root), init?.method === "PUT")
        : server.readThread(Number(root), (JSON.parse(String(init?.body)) as { seq: number }).seq);
      this.say({ type: "thread-state", state });
      return Response.json(state);
    }
    if (path.endsWith("/draft")) {
      return this.drafts.answer(server.channelId, input, init);
    }
    if (path.endsWith("/read-marker")) {
      const marker = JSON.parse(String(init?.body)) as { seq: number };
      const { seq, version } = server.moveMarker(marker.seq);
      return Response.json({ seq, version });
    }
    if (path.includes("/reactions/") || path.endsWith("/saved")) {
      return this.refusal === null
        ? new Response(null, { status: 204 })
        : Response.json({ title: "Refused", status: this.refusal, code: "refused" }, { status: this.refusal });
    }
    if (path.endsWith("/messages") && init?.method === "POST") {
      return this.#post(server, JSON.parse(String(init.body)) as PostMessageRequest);
    }
    return path.endsWith(server.channelId) ? Response.json(server.info satisfies ChannelDto) : server.answer(input);
  }

  async #post(server: FakeServer, { text, clientMessageId, threadSeq, alsoInChannel }: PostMessageRequest): Promise<Response> {
    await this.beforePost();
    if (this.refusal !== null) {
      return Response.json({ title: "Refused", status: this.refusal, code: "refused" }, { status: this.refusal });
    }
    const repeated = server.messages.find((message) => message.clientMessageId === clientMessageId);
    if (repeated === undefined && threadSeq !== undefined) {
      server.reply(text, threadSeq, me, alsoInChannel, clientMessageId);
    } else if (repeated === undefined) {
      server.post(text, me, clientMessageId);
    }
    const message = repeated ?? server.messages.at(-1);
    await this.beforePostAnswer();
    return Response.json(message, { status: repeated === undefined ? 201 : 200 });
  }
}
