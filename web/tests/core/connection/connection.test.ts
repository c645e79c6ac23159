import { expect, test } from "vitest";
import type { ServerFrame } from "../../../src/contracts";
import { Connection } from "../../../src/core/connection/connection";
import type { SocketEvents } from "../../../src/core/connection/socket";
import { FakeClock } from "../../support/fakeClock";

class World {
  readonly clock = new FakeClock();
  readonly sent: string[] = [];
  readonly frames: ServerFrame[] = [];
  readonly sockets: SocketEvents[] = [];
  random = 0.5;
  cursors: Record<string, number> = {};
  readonly connection = new Connection({
    openSocket: (events) => {
      this.sockets.push(events);
      return { send: (text) => this.sent.push(text), close: () => {} };
    },
    clock: this.clock,
    random: () => this.random,
    hello: () => ({ type: "connect", epoch: "e1", cursors: { ...this.cursors } }),
    onFrame: (frame) => this.frames.push(frame),
  });

  get socket(): SocketEvents {
    const last = this.sockets.at(-1);
    if (last === undefined) {
      throw new Error("No socket was opened.");
    }
    return last;
  }

  get state() {
    return this.connection.state.value;
  }

  say(frame: object): void {
    this.socket.onText(JSON.stringify(frame));
  }

  ready(): void {
    this.socket.onOpen();
    this.say({ type: "ready", connectionId: "c", accountId: "a", epoch: "e1", heads: {} });
  }
}

function online(): World {
  const world = new World();
  world.connection.start();
  world.ready();
  return world;
}

test("The first frame carries the cursors, and ready makes the connection online", () => {
  const world = new World();
  world.cursors = { c1: 41 };
  world.connection.start();
  world.socket.onOpen();

  expect(world.sent.map((text) => JSON.parse(text))).toEqual([{ type: "connect", epoch: "e1", cursors: { c1: 41 } }]);
  expect(world.state).toEqual({ name: "connecting", attempt: 0 });

  world.ready();

  expect(world.state).toEqual({ name: "online" });
});

test("A dropped connection comes back by itself and resumes from the cursors of that moment", () => {
  const world = online();
  world.cursors = { c1: 57 };
  world.socket.onClose(1006);
  expect(world.state).toMatchObject({ name: "waiting", attempt: 1 });

  world.clock.advance(250);
  world.socket.onOpen();

  expect(JSON.parse(world.sent.at(-1) ?? "")).toMatchObject({ cursors: { c1: 57 } });
});

test("Pauses double up to thirty seconds, and each is a random part of its bound", () => {
  const world = new World();
  world.connection.start();
  const pauses: number[] = [];
  for (let attempt = 0; attempt < 9; attempt += 1) {
    world.socket.onClose(1006);
    const { state } = world;
    const pauseMs = state.name === "waiting" ? state.retryAtMs - world.clock.nowMs() : -1;
    pauses.push(pauseMs);
    world.clock.advance(pauseMs);
  }

  expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
});

test("A connection that was up only for a moment does not start the pauses over", () => {
  const world = online();
  world.socket.onClose(4500);
  world.clock.advance(250);
  world.ready();
  world.socket.onClose(4500);

  expect(world.state).toMatchObject({ name: "waiting", attempt: 2 });
});

test("After a node that leaves the next attempt is soon, however short the connection was", () => {
  const world = online();
  world.socket.onClose(4503);
  world.clock.advance(250);
  world.ready();
  world.socket.onClose(4503);

  expect(world.state).toMatchObject({ name: "waiting", attempt: 1, retryAtMs: world.clock.nowMs() + 250 });
});

test("A node that leaves before it let the client in does not start the pauses over", () => {
  const world = online();
  world.socket.onClose(4503);
  world.clock.advance(250);
  world.socket.onClose(4503);

  expect(world.state).toMatchObject({ name: "waiting", attempt: 2 });
});

test("Silence is met with a ping, and no answer with a new connection", () => {
  const world = online();
  world.clock.advance(25_000);
  expect(JSON.parse(world.sent.at(-1) ?? "")).toEqual({ type: "ping", n: 1 });

  world.clock.advance(10_000);

  expect(world.state.name).toBe("waiting");
});

test("An answered ping keeps the connection, and is nobody else's concern", () => {
  const world = online();
  world.clock.advance(25_000);
  world.say({ type: "pong", n: 1 });
  world.clock.advance(24_999);

  expect(world.state.name).toBe("online");
  expect(world.frames.map(({ type }) => type)).toEqual(["ready"]);
});

test("A connection that never gets ready is given up", () => {
  const world = new World();
  world.connection.start();
  world.socket.onOpen();
  world.clock.advance(15_000);

  expect(world.state.name).toBe("waiting");
});

test.each([4401, 4403])("Close code %i asks to sign in and does not reconnect", (code) => {
  const world = online();
  world.socket.onClose(code);
  world.clock.advance(600_000);

  expect(world.state).toEqual({ name: "closed", reason: "signed-out" });
  expect(world.sockets).toHaveLength(1);
});

test.each([4407, 4408, 4429, 4500, 4503, 1006, 1001])("Close code %i reconnects", (code) => {
  const world = online();
  world.socket.onClose(code);

  expect(world.state.name).toBe("waiting");
});

test("Too many frames are answered with a longer pause", () => {
  const world = online();
  world.random = 0;
  world.socket.onClose(4429);
  world.clock.advance(4_999);

  expect(world.sockets).toHaveLength(1);
});

test("Waking connects at once when waiting, and asks for a sign of life when online", () => {
  const world = online();
  world.connection.wake();
  world.clock.advance(3_000);
  expect(world.state.name).toBe("waiting");

  world.connection.wake();

  expect(world.state.name).toBe("connecting");
});

test("What an old socket still says is ignored", () => {
  const world = online();
  const old = world.socket;
  old.onClose(1006);
  world.clock.advance(250);
  world.ready();
  old.onText(JSON.stringify({ type: "me.changed" }));
  old.onClose(4401);

  expect(world.state.name).toBe("online");
  expect(world.frames.filter(({ type }) => type === "me.changed")).toEqual([]);
});

test("A frame that cannot be read drops the connection, so that resume brings what it held", () => {
  const world = online();
  world.socket.onText('{"type":"message.posted","seq":1}');

  expect(world.state.name).toBe("waiting");
});
