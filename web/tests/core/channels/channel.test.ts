import { expect, test } from "vitest";
import type { ChannelEventDto } from "../../../src/contracts";
import { Channel } from "../../../src/core/channels/channel";
import { mostItems } from "../../../src/core/channels/messageList";
import type { KnownMessage } from "../../../src/core/channels/timelineItem";
import { FakeClock, settle } from "../../support/fakeClock";
import { FakeServer, me } from "../../support/fakeServer";
import { seeded } from "../../support/random";

function world(posts = 3) {
  const server = new FakeServer();
  for (let index = 0; index < posts; index += 1) {
    server.post(`Message ${index}`);
  }
  const clock = new FakeClock();
  const stale: number[] = [];
  const channel = open(server, clock, () => stale.push(1));
  return { server, clock, channel, stale };
}

function open(server: FakeServer, clock: FakeClock, onStale: () => void = () => {}): Channel {
  const channel = new Channel(server.info, {
    http: server.http,
    clock,
    myId: me,
    isMention: () => false,
    onApplied: () => {},
    onReset: () => {},
    onStale,
  });
  channel.sync(server.sync);
  return channel;
}

/** What a person sees of a channel. Of client message ids events tell nothing, and REST does; of when a thread was told of, nothing is seen. */
function view(channel: Channel) {
  const { items: known, hasOlder, hasNewer } = channel.messages.state.value;
  const items = known.map((item) => (item.kind === "message" ? { ...item, message: seen(item.message) } : item));
  const { memberCount, topic, name } = channel.info.value;
  return { items, hasOlder, hasNewer, unread: channel.unread.value, memberCount, topic, name };
}

function seen(message: KnownMessage): KnownMessage {
  return { ...message, clientMessageId: null, thread: message.thread && { ...message.thread, asOf: 0 } };
}

test("Live events are shown in order", async () => {
  const { server, channel } = world();
  await channel.messages.openEnd();
  channel.receive(server.post("live"));

  expect(channel.messages.state.value.items.map((item) => item.kind === "message" && item.message.text)).toEqual([
    "Message 0",
    "Message 1",
    "Message 2",
    "live",
  ]);
});

test("A gap is filled from the server before what came after it shows", async () => {
  const { server, channel } = world();
  await channel.messages.openEnd();
  server.post("missed 1");
  server.post("missed 2");
  channel.receive(server.post("after"));
  expect(channel.messages.state.value.items).toHaveLength(3);

  await settle();

  expect(channel.messages.state.value.items.slice(3).map((item) => item.seq)).toEqual([4, 5, 6]);
  expect(server.requests.at(-1)).toBe("events?after=3&limit=2");
});

test("A gap of more than the server replays reloads the channel instead", async () => {
  const { server, channel, stale } = world();
  await channel.messages.openEnd();
  for (let index = 0; index < 1_200; index += 1) {
    server.post(`missed ${index}`);
  }
  channel.receive(server.post("after"));
  await settle();
  await settle();

  expect(channel.messages.state.value.items.at(-1)?.seq).toBe(server.head);
  expect(server.requests.filter((request) => request.startsWith("events"))).toEqual([]);
  expect(stale.length).toBeGreaterThan(0);
});

test("A failed fill is tried again, and nothing shows out of order meanwhile", async () => {
  const { server, channel, clock } = world();
  await channel.messages.openEnd();
  server.post("missed");
  server.beforeAnswer = () => {
    throw new TypeError("network");
  };
  channel.receive(server.post("after"));
  await settle();
  expect(channel.messages.state.value.items).toHaveLength(3);

  server.beforeAnswer = () => {};
  clock.advance(2_000);
  await settle();

  expect(channel.messages.state.value.items.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
});

test("An event that comes while the page is on its way is neither lost nor doubled", async () => {
  const { server, channel } = world();
  server.beforeAnswer = () => {
    server.beforeAnswer = () => {};
    channel.receive(server.post("meanwhile"));
    channel.receive(server.append({ type: "message.edited", data: { messageSeq: 2, text: "changed", mentions: null } }));
  };
  await channel.messages.openEnd();

  expect(channel.messages.state.value.items.map((item) => item.kind === "message" && item.message.text)).toEqual([
    "Message 0",
    "changed",
    "Message 2",
    "meanwhile",
  ]);
});

test("An edit that comes while older messages load reaches them", async () => {
  const { server, channel } = world(120);
  await channel.messages.openEnd();
  server.beforeAnswer = () => {
    server.beforeAnswer = () => {};
    channel.receive(server.append({ type: "message.edited", data: { messageSeq: 10, text: "changed", mentions: null } }));
  };
  await channel.messages.loadOlder();

  expect(channel.messages.find(10)?.text).toBe("changed");
});

test("A reset reloads what is shown and goes on after the head", async () => {
  const { server, channel } = world();
  await channel.messages.openEnd();
  server.post("from before the restore");
  channel.reset(server.head);
  await settle();
  channel.receive(server.post("live"));

  expect(channel.messages.state.value.items.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
});

test("A list that ends before the channel leaves live events for later pages", async () => {
  const { server, channel } = world(300);
  await channel.messages.openAround(50);
  channel.receive(server.post("live"));
  expect(channel.messages.state.value).toMatchObject({ hasOlder: true, hasNewer: true });
  expect(channel.messages.state.value.items.at(-1)?.seq).toBe(130);

  while (channel.messages.state.value.hasNewer) {
    await channel.messages.loadNewer();
  }

  expect(channel.messages.state.value.items.map(({ seq }) => seq)).toEqual(Array.from({ length: 271 }, (_, index) => index + 31));
});

test("Joins between the messages are shown after a load too", async () => {
  const { server, channel } = world(2);
  server.append({ type: "member.joined", data: { accountId: "someone" } });
  server.post("after");
  channel.reset(server.head);
  await channel.messages.openEnd();
  await settle();

  expect(channel.messages.state.value.items.map(({ kind }) => kind)).toEqual(["message", "message", "system", "message"]);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])("Old state and its events make the fresh state (seed %i)", async (seed) => {
  const random = seeded(seed);
  const { server, clock, channel } = world(20);
  await channel.messages.openEnd();
  const waiting: ChannelEventDto[] = [];
  for (let step = 0; step < 300; step += 1) {
    act(server, random);
    waiting.push(...server.log.slice(server.head - 1));
    // The bus may lose, repeat and reorder.
    if (random() < 0.5) {
      waiting.sort(() => random() - 0.5);
      for (const event of waiting.splice(0).filter(() => random() < 0.9)) {
        channel.receive(event);
      }
      await settle();
    }
  }
  channel.receive(server.post("the last one"));
  await settle();
  clock.advance(5_000);
  await settle();

  const fresh = open(server, clock);
  await fresh.messages.openEnd();
  while (fresh.messages.state.value.hasOlder) {
    await fresh.messages.loadOlder();
  }
  await settle();
  await settle();
  expect(view(channel)).toEqual(view(fresh));
});

function act(server: FakeServer, random: () => number): void {
  const any = 1 + Math.floor(random() * server.head);
  const message = server.messages.find(({ seq, deletedAt }) => seq >= any && deletedAt === null);
  const choice = random();
  if (choice < 0.4 || message === undefined) {
    server.post(`Text ${server.head}`, random() < 0.3 ? me : undefined);
  } else if (choice < 0.5) {
    server.reply(`Reply ${server.head}`, message.threadSeq ?? message.seq, random() < 0.3 ? me : undefined, random() < 0.3);
  } else if (choice < 0.65) {
    const emoji = random() < 0.5 ? "👍" : "🎉";
    const isThere = message.reactions.some((reaction) => reaction.emoji === emoji && reaction.isMine);
    (isThere ? server.unreact : server.react).call(server, message.seq, emoji, me);
  } else if (choice < 0.7) {
    server.append({ type: message.pinnedBy === null ? "message.pinned" : "message.unpinned", data: { messageSeq: message.seq } });
  } else if (choice < 0.78) {
    server.append(
      { type: "message.edited", data: { messageSeq: message.seq, text: `Edited ${server.head}`, mentions: null } },
      message.authorId,
    );
  } else if (choice < 0.88) {
    server.remove(message.seq, message.authorId);
  } else {
    server.append({ type: "member.joined", data: { accountId: `account-${server.head}` } });
  }
}

function seqsOf(channel: Channel): readonly number[] {
  return channel.messages.state.value.items.map(({ seq }) => seq);
}

function run(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

test("However much arrives, the list keeps to its size and stays without holes", async () => {
  const { server, channel } = world();
  await channel.messages.openEnd();
  for (let index = 0; index < mostItems * 2; index += 1) {
    channel.receive(server.post(`live ${index}`));
  }
  const seqs = seqsOf(channel);

  expect(seqs.length).toBeLessThanOrEqual(mostItems);
  expect(seqs).toEqual(run(seqs[0] ?? 0, server.head));
  expect(channel.messages.state.value.hasOlder).toBe(true);

  await channel.messages.loadOlder();
  const longer = seqsOf(channel);
  expect(longer[0]).toBeLessThan(seqs[0] ?? 0);
  expect(longer).toEqual(run(longer[0] ?? 0, longer.at(-1) ?? 0));
});

test("Whoever reads old messages keeps them while new ones arrive, and finds the new ones below", async () => {
  const { server, channel } = world();
  await channel.messages.openEnd();
  channel.messages.isReadAbove = true;
  for (let index = 0; index < mostItems * 2; index += 1) {
    channel.receive(server.post(`live ${index}`));
  }
  expect(seqsOf(channel)).toEqual(run(1, mostItems));
  expect(channel.messages.state.value.hasNewer).toBe(true);

  channel.messages.isReadAbove = false;
  await channel.messages.openEnd();
  expect(seqsOf(channel).at(-1)).toBe(server.head);
});

test("Scrolling back through a long history drops its newest part, and scrolling forward brings it again", async () => {
  const { server, channel } = world(mostItems + 1_000);
  await channel.messages.openEnd();
  while (channel.messages.state.value.hasOlder) {
    await channel.messages.loadOlder();
  }
  const top = seqsOf(channel);
  expect(top.length).toBeLessThanOrEqual(mostItems);
  expect(top).toEqual(run(1, top.length));

  while (channel.messages.state.value.hasNewer) {
    await channel.messages.loadNewer();
  }
  const bottom = seqsOf(channel);
  expect(bottom).toEqual(run(bottom[0] ?? 0, server.head));
});

test("Where a message's links lead comes by an event, and goes with the links and with the message", async () => {
  const { server, channel } = world(3);
  await channel.messages.openEnd();
  const seq = server.post("https://pages.example").seq;
  channel.receive(server.append({ type: "message.previews-changed", data: { messageSeq: 2, previews: [preview] } }));
  await settle();
  const previewsOf = (of: number) =>
    channel.messages.state.value.items.flatMap((item) => (item.kind === "message" && item.seq === of ? [item.message.previews] : []));
  expect(previewsOf(2)).toEqual([[preview]]);

  channel.receive(server.append({ type: "message.edited", data: { messageSeq: 2, text: "still https://pages.example", mentions: null } }));
  expect(previewsOf(2)).toEqual([[preview]]);
  channel.receive(server.append({ type: "message.edited", data: { messageSeq: 2, text: "no more", mentions: null } }));
  expect(previewsOf(2)).toEqual([null]);

  channel.receive(server.append({ type: "message.previews-changed", data: { messageSeq: seq, previews: [preview] } }));
  expect(previewsOf(seq)).toEqual([[preview]]);
  channel.receive(
    server.append({ type: "message.deleted", data: { messageSeq: seq, threadSeq: null, alsoInChannel: null, authorId: null } }),
  );
  expect(previewsOf(seq)).toEqual([null]);
});

const preview = { url: "https://pages.example", siteName: "pages.example", title: "Page", description: null, image: null };
