import { expect, test } from "vitest";
import { World } from "../../support/world";

async function unreadWorld() {
  const world = new World();
  world.joined = [world.first, world.second];
  world.first.post("one");
  world.first.post("two");
  world.second.post("three");
  await world.start();
  return world;
}

const counts = (world: World) => [world.first, world.second].map(({ channelId }) => world.session.channels.get(channelId)?.unread.value);

test("Everything is read at once, and on the server soon after", async () => {
  const world = await unreadWorld();
  expect(counts(world)).toEqual([2, 1]);

  world.session.markAllRead(world.first.info.workspaceId);
  expect(counts(world)).toEqual([0, 0]);
  await world.wait(400);

  expect([world.first.readSeq, world.second.readSeq]).toEqual([2, 1]);
  expect(world.session.notices.current.value).toMatchObject({ kind: "all-read", count: 2 });
});

test("It is taken back as it was", async () => {
  const world = await unreadWorld();
  world.session.readMarkers.read(world.session.channels.joined.value[0] ?? expect.fail(), 1);
  world.session.markAllRead(world.first.info.workspaceId);
  await world.wait(400);

  const notice = world.session.notices.current.value;
  if (notice?.kind === "all-read") {
    notice.undo();
  }
  await world.wait(400);
  await world.wait(250);

  expect([world.first.readSeq, world.second.readSeq]).toEqual([1, 0]);
  expect(counts(world)).toEqual([1, 1]);
});

test("Where nothing is unread nothing is said", async () => {
  const world = await unreadWorld();
  world.session.markAllRead(world.first.info.workspaceId);
  world.session.notices.dismiss();
  world.session.markAllRead(world.first.info.workspaceId);

  expect(world.session.notices.current.value).toBeNull();
});
