import { expect, test } from "vitest";
import { ana, me } from "../support/fakeServer";
import { World } from "../support/world";

async function started(): Promise<World> {
  const world = new World();
  world.first.post("before");
  await world.start();
  return world;
}

test("It starts with two requests, then connects with the cursors of what they told, and asks for its threads a little later", async () => {
  const world = await started();

  expect(world.requests).toEqual(["GET /me", "GET /sync"]);
  expect(world.sent).toEqual([{ type: "connect", epoch: "e1", cursors: { c1: 1 } }]);
  expect(world.session.unreadTotal.value).toBe(1);

  world.clock.advance(1_000);
  expect(world.requests).toContain("GET /me/threads");
});

test("A reconnect resumes after the last event that was applied", async () => {
  const world = await started();
  world.hear(world.first.post("live"));
  world.drop();
  world.ready();

  expect(world.sent.at(-1)?.cursors).toEqual({ c1: 2 });
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
  world.say(world.first.moveMarker(1));

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
