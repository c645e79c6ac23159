import { expect, test } from "vitest";
import type { ChannelDto, ChannelEventDto } from "../../src/contracts";
import { Http } from "../../src/core/api/http";
import type { SocketEvents } from "../../src/core/connection/socket";
import { MemoryStore } from "../../src/core/local/memoryStore";
import { Session } from "../../src/core/session";
import { FakeClock, settle } from "../support/fakeClock";
import { ana, FakeServer, me } from "../support/fakeServer";

/** A server with one channel that the account is in, and perhaps a second one; and the client's end of the stream. */
class World {
  readonly first = new FakeServer("c1");
  readonly second = new FakeServer("c2");
  readonly clock = new FakeClock();
  readonly store = new MemoryStore();
  readonly sent: { type: string; cursors?: Record<string, number> }[] = [];
  readonly requests: string[] = [];
  joined = [this.first];
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
      randomBytes: (count) => new Uint8Array(count).map((_, index) => this.sent.length * 16 + index),
      store: this.store,
      nextFrame: (action) => action(),
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
        return Response.json({ account, email: null, workspaces: [] });
      case "/sync":
        return Response.json({ epoch: "e1", channels: this.joined.map((server) => server.sync) });
      default:
        break;
    }
    const server = [this.first, this.second].find(({ channelId }) => path.includes(channelId));
    if (server === undefined) {
      return Response.json({ members: [], cursor: null });
    }
    if (path.endsWith("/read-marker")) {
      const marker = JSON.parse(String(init?.body)) as { seq: number };
      server.readSeq = marker.seq;
      return Response.json(marker);
    }
    if (path.endsWith("/messages") && init?.method === "POST") {
      return this.#post(server, JSON.parse(String(init.body)) as { text: string; clientMessageId: string });
    }
    return path.endsWith(server.channelId) ? Response.json(server.info satisfies ChannelDto) : server.answer(input);
  }

  #post(server: FakeServer, data: { text: string; clientMessageId: string }): Response {
    server.append({ type: "message.posted", data }, me);
    return Response.json(server.messages.at(-1), { status: 201 });
  }
}

async function started(): Promise<World> {
  const world = new World();
  world.first.post("before");
  await world.start();
  return world;
}

test("It starts with two requests, then connects with the cursors of what they told", async () => {
  const world = await started();

  expect(world.requests).toEqual(["GET /me", "GET /sync"]);
  expect(world.sent).toEqual([{ type: "connect", epoch: "e1", cursors: { c1: 1 } }]);
  expect(world.session.unreadTotal.value).toBe(1);
});

test("A reconnect resumes after the last event that was applied", async () => {
  const world = await started();
  world.hear(world.first.post("live"));
  world.drop();
  world.ready();

  expect(world.sent.at(-1)?.cursors).toEqual({ c1: 2 });
});

test("A sent message is in the channel once, whether its event or its answer comes first", async () => {
  const world = await started();
  const channel = world.session.channels.get("c1");
  await channel?.messages.openEnd();
  world.session.outbox.write("c1", "mine");
  await settle();
  expect(world.session.outbox.items.value.map(({ state }) => state.name)).toEqual(["sent"]);

  world.hear(world.first.log.at(-1) as ChannelEventDto);

  expect(world.session.outbox.items.value).toEqual([]);
  expect(channel?.messages.state.value.items.map((item) => item.kind === "message" && item.message.text)).toEqual(["before", "mine"]);
  expect(channel?.unread.value).toBe(1);
});

test("A channel that someone adds this account to appears, with what was written before it was known", async () => {
  const world = await started();
  world.joined = [world.first, world.second];
  world.hear(world.second.append({ type: "member.joined", data: { accountId: me } }));
  await world.wait(200);
  world.hear(world.second.post("meanwhile"));
  await world.wait(50);
  world.hear(world.second.post("after"));

  expect(world.session.channels.joined.value.map(({ id }) => id)).toEqual(["c1", "c2"]);
  expect(world.session.channels.get("c2")?.cursor).toBe(world.second.head);
  expect(world.session.channels.get("c2")?.unread.value).toBe(2);
});

test("An event of a channel whose answer was read before it is not lost", async () => {
  const world = await started();
  world.joined = [world.first, world.second];
  world.hear(world.second.append({ type: "member.joined", data: { accountId: me } }));
  const stale = world.second.sync;
  Object.defineProperty(world.second, "sync", { get: () => stale, configurable: true });
  world.hear(world.second.post("not in the answer"));
  await world.wait(250);

  expect(world.session.channels.get("c2")?.cursor).toBe(2);
  expect(world.session.channels.get("c2")?.unread.value).toBe(1);
});

test("A channel that this account left while it was away is gone after the reconnect", async () => {
  const world = new World();
  world.joined = [world.first, world.second];
  await world.start();
  world.drop();
  world.joined = [world.first];
  world.ready();
  await world.wait(250);

  expect(world.session.channels.joined.value.map(({ id }) => id)).toEqual(["c1"]);
});

test("Reading moves the marker here at once and on the server once", async () => {
  const world = await started();
  const channel = world.session.channels.get("c1");
  if (channel === undefined) {
    throw new Error("The channel is joined.");
  }
  world.hear(world.first.post("two"));
  world.session.readMarkers.read(channel, 1);
  world.session.readMarkers.read(channel, 2);
  expect(channel.unread.value).toBe(0);
  await world.wait(400);

  expect(world.first.readSeq).toBe(2);
  expect(world.requests.filter((request) => request.startsWith("PUT"))).toHaveLength(1);
});

test("A marker that another device moved is taken over", async () => {
  const world = await started();
  world.say({ type: "read-marker", channelId: "c1", seq: 1 });

  expect(world.session.channels.get("c1")?.unread.value).toBe(0);
});

test("The New line stands where reading stopped, until the person says otherwise", async () => {
  const world = await started();
  const channel = world.session.channels.get("c1");
  if (channel === undefined) {
    throw new Error("The channel is joined.");
  }
  await channel.messages.openEnd();
  const reading = world.session.show(channel);
  expect(reading.line.value).toBe(0);
  reading.look(true);
  expect([reading.line.value, channel.unread.value]).toEqual([0, 0]);

  world.hear(world.first.post("while away"));
  reading.look(false);
  expect([reading.line.value, channel.unread.value]).toEqual([1, 1]);

  reading.markUnread(1);
  reading.look(true);
  expect([reading.line.value, channel.unread.value]).toEqual([0, 2]);

  reading.markRead();
  expect([reading.line.value, channel.unread.value]).toEqual([null, 0]);
});

test("Only new messages of others in the channel on screen are announced", async () => {
  const world = await started();
  const channel = world.session.channels.get("c1");
  if (channel === undefined) {
    throw new Error("The channel is joined.");
  }
  world.hear(world.first.post("not on screen"));
  world.session.show(channel);
  world.hear(world.first.post("mine", me));
  world.hear(world.first.post("hers"));
  await world.wait(2_000);

  expect(world.session.announcer.current.value).toEqual({ count: 1, authorId: ana, text: "hers" });
});
