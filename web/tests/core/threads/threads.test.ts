import { expect, test } from "vitest";
import { settle } from "../../support/fakeClock";
import { ana, me } from "../../support/fakeServer";
import { seeded } from "../../support/random";
import { World } from "../../support/world";

const workspaceId = "00000000-0000-7000-8000-0000000000f1";

async function started(): Promise<World> {
  const world = new World();
  world.first.post("root", me);
  await world.start();
  await settle();
  return world;
}

const unreadOf = (world: World) => world.session.threads.unreadIn(workspaceId).value;

test("A reply to one's own message makes its thread unread, and not the channel", async () => {
  const world = await started();
  world.hear(world.first.reply("yes", 1));

  expect(unreadOf(world)).toBe(1);
  expect(world.session.channels.get("c1")?.unread.value).toBe(0);
  expect(world.session.unreadTotal.value).toBe(1);
  expect(world.session.threads.followed.find("c1", 1)?.unread.value).toBe(1);
});

test("A reply that shows in the channel too is unread in both", async () => {
  const world = await started();
  world.hear(world.first.reply("yes", 1, ana, true));

  expect(unreadOf(world)).toBe(1);
  expect(world.session.channels.get("c1")?.unread.value).toBe(1);
});

test("Whoever replies follows; a thread that one has nothing to do with stays silent", async () => {
  const world = await started();
  world.hear(world.first.post("hers"));
  world.hear(world.first.reply("to herself", 2));
  expect(world.session.threads.followed.find("c1", 2)).toBeUndefined();

  world.hear(world.first.reply("mine", 2, me));
  world.hear(world.first.reply("an answer", 2));

  expect(world.session.threads.followed.find("c1", 2)?.unread.value).toBe(1);
  expect(unreadOf(world)).toBe(1);
});

test("Whom a reply names follows from that reply on; who is called with everyone does not", async () => {
  const world = await started();
  const { session } = world;
  world.hear(world.first.post("hers"));
  const root = world.first.head;
  world.hear(world.first.reply("@channel", root, ana, false, undefined, { accountIds: null, groups: null, here: [me], channel: true }));
  expect(session.threads.followed.find("c1", root)).toBeUndefined();

  world.hear(world.first.reply("@me", root, ana, false, undefined, { accountIds: [me], groups: null, here: null, channel: false }));

  expect(session.threads.followed.find("c1", root)?.unread.value).toBe(1);
  expect([session.channels.get("c1")?.unread.value, session.channels.get("c1")?.mentions.value]).toEqual([1, 2]);
  expect(session.channels.get("c1")?.hasNews.value).toBe(true);
});

test("A reply that was deleted before it is heard of may have named one, so the list is asked for", async () => {
  const world = await started();
  await world.wait(2_000);
  world.hear(world.first.post("hers"));
  const root = world.first.head;
  const asked = () => world.requests.filter((request) => request.includes("/me/threads")).length;
  const before = asked();
  world.hear(world.first.reply("", root));
  await world.wait(1_000);

  expect(asked()).toBe(before + 1);
});

test("Events that came while the list was on its way are not lost", async () => {
  const world = new World();
  world.first.post("root", me);
  const stale = world.first.followed;
  Object.defineProperty(world.first, "followed", { get: () => stale });
  await world.start();
  world.hear(world.first.reply("before the answer", 1));
  await settle();

  expect(unreadOf(world)).toBe(1);
});

test("Reading a thread moves its marker once, here and on the server", async () => {
  const world = await started();
  world.hear(world.first.reply("one", 1));
  world.hear(world.first.reply("two", 1));
  const channel = world.session.channels.get("c1");
  if (channel === undefined) {
    throw new Error("The channel is there.");
  }
  const reading = world.session.threads.show(channel, 1);
  await reading.thread.messages.open(reading.readSeq, reading.unread);
  reading.look(true);
  expect(unreadOf(world)).toBe(0);
  await world.wait(400);

  expect(world.first.threadState(1)).toMatchObject({ unread: 0, readSeq: 3 });
  expect(world.requests.filter((request) => request.startsWith("PUT"))).toHaveLength(1);
  expect(reading.thread.messages.state.value.items.map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test("A thread on screen follows events, and its root counts them", async () => {
  const world = await started();
  const channel = world.session.channels.get("c1");
  if (channel === undefined) {
    throw new Error("The channel is there.");
  }
  await channel.messages.openEnd();
  const { thread } = world.session.threads.show(channel, 1);
  await thread.messages.openEnd();
  world.hear(world.first.reply("one", 1));
  world.hear(world.first.post("in between"));
  world.hear(world.first.reply("two", 1, me));
  world.hear(world.first.remove(2));

  expect(thread.messages.state.value.items.map(({ seq }) => seq)).toEqual([1, 2, 4]);
  expect(thread.root.value?.thread).toMatchObject({ replyCount: 1, lastReplySeq: 4, repliers: [ana, me] });
  expect(channel.messages.find(1)?.thread).toEqual(thread.root.value?.thread);
  expect(channel.messages.state.value.items.map(({ seq }) => seq)).toEqual([1, 3]);
});

test("Leaving a channel takes its threads along", async () => {
  const world = await started();
  world.hear(world.first.reply("yes", 1));
  world.hear(world.first.append({ type: "member.left", data: { accountId: me } }, me));

  expect(unreadOf(world)).toBe(0);
  expect(world.session.threads.followed.find("c1", 1)).toBeUndefined();
});

test("A reply written offline is sent once after a reload", async () => {
  const world = await started();
  world.beforePost = () => {
    throw new TypeError("offline");
  };
  world.session.outbox.write("c1", "later", { threadSeq: 1, alsoInChannel: false });
  await settle();
  world.session.dispose();
  world.beforePost = () => {};
  await world.start();
  await settle();
  for (const event of world.first.log.slice(1)) {
    world.hear(event);
  }

  expect(world.first.messages.filter(({ text, threadSeq }) => text === "later" && threadSeq === 1)).toHaveLength(1);
  expect(world.session.outbox.items.value).toEqual([]);
});

test.each([1, 2, 3, 4, 5])(
  "Whatever happened, what the client knows of its threads is what the server would tell it now (seed %i)",
  async (seed) => {
    const random = seeded(seed);
    const world = await started();
    const { followed } = world.session.threads;
    for (let step = 0; step < 300; step += 1) {
      await act(world, random);
      if (step % 20 === 19) {
        await world.wait(5_000);
        const server = world.first.followed.threads;
        const known = server.map(({ threadSeq }) => {
          const thread = followed.find("c1", threadSeq);
          return {
            threadSeq,
            isFollowing: thread?.isFollowing.value,
            readSeq: thread?.readSeq.value,
            unread: thread?.unread.value,
          };
        });
        expect(known).toEqual(server.map(({ threadSeq, isFollowing, readSeq, unread }) => ({ threadSeq, isFollowing, readSeq, unread })));
        expect(unreadOf(world)).toBe(server.filter(({ unread }) => unread > 0).length);
      }
    }
  },
);

async function act(world: World, random: () => number): Promise<void> {
  const { first: server, session } = world;
  const messages = server.messages.filter(({ deletedAt }) => deletedAt === null);
  const message = messages[Math.floor(random() * messages.length)];
  const author = random() < 0.35 ? me : ana;
  const choice = random();
  const channel = session.channels.get("c1");
  if (message === undefined || choice < 0.15) {
    world.hear(server.post(`root ${server.head}`, author));
    return;
  }
  const root = message.threadSeq ?? message.seq;
  if (choice < 0.65) {
    const mentions =
      random() < 0.3 ? { accountIds: random() < 0.5 ? [me] : null, groups: null, here: [me], channel: random() < 0.5 } : null;
    world.hear(server.reply(`reply ${server.head}`, root, author, random() < 0.2, undefined, author === me ? null : mentions));
  } else if (choice < 0.8) {
    world.hear(server.remove(message.seq, message.authorId));
  } else if (choice < 0.86) {
    await session.threads.followed.follow("c1", root, random() < 0.5);
  } else if (choice < 0.92) {
    // Another device.
    const state = random() < 0.5 ? server.follow(root, random() < 0.5) : server.readThread(root, Math.floor(random() * server.head));
    world.say({ type: "thread-state", state });
  } else if (channel !== undefined) {
    const reading = session.threads.show(channel, root);
    await reading.thread.messages.openEnd();
    if (random() < 0.5) {
      reading.look(true);
    } else {
      reading.markUnread(message.seq);
    }
    session.threads.hide(reading);
    await world.wait(400);
  }
}

test("An answer that was made before another device spoke does not take that back", async () => {
  const world = new World();
  world.first.post("hers");
  const stale = world.first.followed;
  Object.defineProperty(world.first, "followed", { get: () => stale });
  await world.start();
  world.say({ type: "thread-state", state: world.first.follow(1, true) });
  await settle();

  expect(world.session.threads.followed.find("c1", 1)?.isFollowing.value).toBe(true);
});
