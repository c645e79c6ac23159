import { expect, test } from "vitest";
import type { MessageDto, PostMessageRequest } from "../../../src/contracts";
import { NetworkError, ProblemError } from "../../../src/core/api/http";
import { MemoryStore } from "../../../src/core/local/memoryStore";
import { Outbox } from "../../../src/core/outbox/outbox";
import { OutboxStore } from "../../../src/core/outbox/outboxStore";
import { FakeClock, settle } from "../../support/fakeClock";
import { seeded } from "../../support/random";

const channelId = "c1";

/** Stores each client message id once, as the server does, and answers by a plan. */
class World {
  readonly clock = new FakeClock();
  readonly store = new MemoryStore();
  readonly stored = new Map<string, MessageDto>();
  readonly posts: string[] = [];
  cursor = 0;
  answer: (request: PostMessageRequest) => "store" | "lose request" | "lose answer" | "refuse" | "busy" = () => "store";
  #ids = 0;

  open(): Outbox {
    return new Outbox({
      post: (id, request) => this.#post(id, request),
      cursorOf: () => this.cursor,
      store: new OutboxStore(this.store, "account"),
      clock: this.clock,
      random: () => 0.5,
      newId: () => {
        this.#ids += 1;
        return `id-${this.#ids}`;
      },
    });
  }

  get texts(): readonly string[] {
    return [...this.stored.values()].map(({ text }) => text);
  }

  async #post(id: string, request: PostMessageRequest): Promise<MessageDto> {
    this.posts.push(request.text);
    const answer = this.answer(request);
    if (answer === "lose request") {
      throw new NetworkError("lost");
    }
    if (answer === "refuse" || answer === "busy") {
      const status = answer === "refuse" ? 403 : 503;
      const problem = { title: answer, status, detail: null, code: answer, errors: {} };
      throw new ProblemError(problem, answer === "busy" ? 3_000 : null);
    }
    const message = this.stored.get(request.clientMessageId) ?? {
      channelId: id,
      seq: this.stored.size + 1,
      authorId: "account",
      postedAt: "",
      editedAt: null,
      deletedAt: null,
      pinnedBy: null,
      pinnedAt: null,
      reactions: [],
      reactionsSeq: 0,
      thread: null,
      files: null,
      mentions: null,
      previews: null,
      text: request.text,
      clientMessageId: request.clientMessageId,
      threadSeq: request.threadSeq ?? null,
      alsoInChannel: request.alsoInChannel ?? null,
    };
    this.stored.set(request.clientMessageId, message);
    if (answer === "lose answer") {
      throw new NetworkError("lost");
    }
    return message;
  }
}

const states = (outbox: Outbox) => outbox.items.value.map(({ text, state }) => [text, state.name]);

test("A message is sent at once, and stays until its event is in the channel", async () => {
  const world = new World();
  const outbox = world.open();
  outbox.write(channelId, "hello");
  expect(states(outbox)).toEqual([["hello", "sending"]]);
  await settle();
  expect(states(outbox)).toEqual([["hello", "sent"]]);

  outbox.arrived(channelId, 1, "hello", null);

  expect(outbox.items.value).toEqual([]);
  expect(outbox.sentAs(channelId, 1)).toBe("id-1");
});

test("Messages of a channel go one after another, in the order they were written", async () => {
  const world = new World();
  const outbox = world.open();
  for (const text of ["one", "two", "three"]) {
    outbox.write(channelId, text);
  }
  expect(world.posts).toEqual(["one"]);
  await settle();

  expect(world.texts).toEqual(["one", "two", "three"]);
});

test("A message whose answer was lost is sent again with its id, and stored once", async () => {
  const world = new World();
  world.answer = () => (world.posts.length === 1 ? "lose answer" : "store");
  const outbox = world.open();
  outbox.write(channelId, "once");
  await settle();
  expect(states(outbox)).toEqual([["once", "waiting"]]);
  world.clock.advance(250);
  await settle();

  expect(world.posts).toEqual(["once", "once"]);
  expect(world.texts).toEqual(["once"]);
});

test("What was written offline survives a reload and goes in order when the connection is back", async () => {
  const world = new World();
  world.answer = () => "lose request";
  const before = world.open();
  before.write(channelId, "one");
  world.clock.advance(1);
  before.write(channelId, "two");
  await settle();
  before.stop();

  world.answer = () => "store";
  const after = world.open();
  expect(states(after)).toEqual([
    ["one", "waiting"],
    ["two", "waiting"],
  ]);
  after.flush();
  await settle();

  expect(world.texts).toEqual(["one", "two"]);
  expect(world.store.length).toBe(0);
});

test("A refused message keeps its text and waits for the person; later ones go on", async () => {
  const world = new World();
  world.answer = ({ text }) => (text === "bad" ? "refuse" : "store");
  const outbox = world.open();
  outbox.write(channelId, "bad");
  outbox.write(channelId, "good");
  await settle();
  expect(states(outbox)).toEqual([
    ["bad", "failed"],
    ["good", "sent"],
  ]);

  world.answer = () => "store";
  outbox.tryAgain("id-1");
  await settle();

  expect(world.texts).toEqual(["good", "bad"]);
});

test("A busy server is asked again after the time it names", async () => {
  const world = new World();
  world.answer = () => (world.posts.length === 1 ? "busy" : "store");
  const outbox = world.open();
  outbox.write(channelId, "patient");
  await settle();
  world.clock.advance(3_000);
  expect(world.posts).toHaveLength(1);
  world.clock.advance(250);
  await settle();

  expect(world.texts).toEqual(["patient"]);
});

test("An event that overtakes the answer is taken for the message, and the answer settles it", async () => {
  const world = new World();
  const outbox = world.open();
  outbox.write(channelId, "quick");
  world.cursor = 1;
  outbox.arrived(channelId, 1, "quick", null);
  expect(outbox.items.value).toMatchObject([{ text: "quick", state: { name: "sending" }, arrivedSeq: 1 }]);
  expect(outbox.sentAs(channelId, 1)).toBe("id-1");
  await settle();

  expect(outbox.items.value).toEqual([]);
  expect(outbox.sentAs(channelId, 1)).toBe("id-1");
  expect(world.store.length).toBe(0);
});

test("Only the message that is on its way is taken for the event: not a later one, not one of another text or channel", () => {
  const world = new World();
  const outbox = world.open();
  outbox.write(channelId, "same");
  outbox.write(channelId, "same");
  outbox.write("c2", "same");
  outbox.arrived(channelId, 1, "other", null);
  outbox.arrived("c2", 7, "different", null);
  expect(outbox.items.value.map(({ arrivedSeq }) => arrivedSeq)).toEqual([null, null, null]);

  outbox.arrived(channelId, 2, "same", null);
  outbox.arrived(channelId, 3, "same", null);

  expect(outbox.items.value.map(({ arrivedSeq }) => arrivedSeq)).toEqual([2, null, null]);
});

test.each([1, 2, 3, 4, 5])("Under any losses each message is stored once, in order (seed %i)", async (seed) => {
  const random = seeded(seed);
  const world = new World();
  world.answer = () => (["store", "lose request", "lose answer", "busy"] as const)[Math.floor(random() * 4)] ?? "store";
  let outbox = world.open();
  const written = Array.from({ length: 40 }, (_, index) => `message ${index}`);
  for (const text of written) {
    outbox.write(channelId, text);
    world.clock.advance(1 + Math.floor(random() * 2_000));
    await settle();
    if (random() < 0.15) {
      outbox.stop();
      outbox = world.open();
      outbox.flush();
    }
  }
  for (let round = 0; round < 400 && outbox.unsentCount > 0; round += 1) {
    world.clock.advance(40_000);
    await settle();
  }

  expect(world.texts).toEqual(written);
});

test("A reply is sent as one, also after a reload, and is not taken for the same words in the channel", async () => {
  const world = new World();
  const requests: PostMessageRequest[] = [];
  world.answer = (request) => {
    requests.push(request);
    return "lose answer";
  };
  const outbox = world.open();
  outbox.write(channelId, "yes", { threadSeq: 7, alsoInChannel: true });
  outbox.arrived(channelId, 8, "yes", null);
  expect(outbox.items.value[0]?.arrivedSeq).toBeNull();
  outbox.arrived(channelId, 9, "yes", 7);
  expect(outbox.items.value[0]?.arrivedSeq).toBe(9);
  await settle();
  outbox.stop();

  world.open().flush();
  await settle();

  expect(requests).toHaveLength(2);
  expect(requests[1]).toEqual(requests[0]);
  expect(requests[0]).toMatchObject({ text: "yes", threadSeq: 7, alsoInChannel: true });
  expect(world.stored.size).toBe(1);
});
