import { beforeEach, describe, expect, test } from "vitest";
import { settle } from "../../support/fakeClock";
import { World } from "../../support/world";

describe("drafts", () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    world.drafts.write("c1", null, "begun on the phone");
    await world.start();
    await world.wait(1_000);
    world.requests.length = 0;
  });

  const drafts = () => world.session.drafts;
  const onServer = () => world.drafts.drafts.map(({ channelId, threadSeq, text }) => [channelId, threadSeq, text]);
  const frame = (threadSeq: number | null, updatedAt: string | null) => ({ type: "draft", channelId: "c1", threadSeq, updatedAt });

  test("What was begun on another device is here once the page is usable", () => {
    expect([drafts().get("c1"), drafts().places.value.has("c1")]).toEqual(["begun on the phone", true]);
  });

  test("A text goes to the server when the writing pauses, once", async () => {
    drafts().set("c1.7", "a");
    await world.wait(2_000);
    drafts().set("c1.7", "a reply");
    await world.wait(2_900);
    expect(world.requests).toEqual([]);

    await world.wait(200);
    expect(world.requests).toEqual(["PUT /channels/c1/draft"]);
    expect(onServer()[0]).toEqual(["c1", 7, "a reply"]);
  });

  test("What is sent within the pause is only taken away", async () => {
    drafts().set("c1", "quick");
    drafts().set("c1", "");
    await world.wait(3_000);

    expect([world.requests, onServer(), drafts().places.value.size]).toEqual([["DELETE /channels/c1/draft"], [], 0]);
  });

  test("A text that only white space is left of is none", async () => {
    drafts().set("c1", " \n");
    await world.wait(3_000);

    expect([onServer(), drafts().places.value.size]).toEqual([[], 0]);
  });

  test("Another device is followed, and one's own echo asks for nothing", async () => {
    const arrived: (string | undefined)[] = [];
    drafts().arrived.subscribe((news) => arrived.push(news?.key));
    const written = world.drafts.write("c1", null, "begun on the phone, and more");
    world.say(frame(null, written.updatedAt));
    await world.wait(500);
    expect([drafts().get("c1"), arrived.at(-1)]).toEqual(["begun on the phone, and more", "c1"]);

    world.requests.length = 0;
    world.say(frame(null, written.updatedAt));
    await world.wait(500);
    expect(world.requests).toEqual([]);

    world.drafts.remove("c1", null);
    world.say(frame(null, null));
    await world.wait(500);
    expect([drafts().get("c1"), drafts().places.value.size]).toEqual(["", 0]);
  });

  test("What is being written here is not overwritten, and counts in the end", async () => {
    drafts().set("c1", "mine");
    world.say(frame(null, world.drafts.write("c1", null, "theirs").updatedAt));
    await world.wait(500);
    expect(drafts().get("c1")).toBe("mine");

    await world.wait(3_000);
    expect(onServer()).toEqual([["c1", null, "mine"]]);
  });

  test("A list that was asked for before a text was sent does not take it back", async () => {
    const late = world.drafts.holdList();
    world.say(frame(9, "2025-01-01T00:00:00Z"));
    await world.wait(500);
    drafts().set("c1", "");
    drafts().set("c1.7", "new");
    await drafts().send("c1");
    await drafts().send("c1.7");
    late();
    await settle();

    expect([drafts().get("c1"), drafts().get("c1.7"), onServer()]).toEqual(["", "new", [["c1", 7, "new"]]]);
  });

  test("What could not be sent goes with the next connect, emptied ones too", async () => {
    world.drafts.refusal = 503;
    drafts().set("c1", "");
    drafts().set("c1.7", "offline");
    await world.wait(3_000);
    world.drafts.refusal = null;

    world.drop();
    world.ready();
    await world.wait(1_000);
    await settle();
    expect([onServer(), drafts().get("c1"), drafts().get("c1.7")]).toEqual([[["c1", 7, "offline"]], "", "offline"]);
  });

  test("A text that the server refuses stays on this device", async () => {
    world.drafts.refusal = 409;
    drafts().set("c1.7", "one too many");
    await world.wait(3_000);
    world.drop();
    world.ready();
    await world.wait(1_000);

    expect(drafts().get("c1.7")).toBe("one too many");
  });

  test("Leaving the composer tells the server at once", async () => {
    drafts().set("c1.7", "later");
    await drafts().send("c1.7");
    await world.wait(10_000);

    expect(world.requests.filter((request) => request.startsWith("PUT"))).toEqual(["PUT /channels/c1/draft"]);
  });

  test("The mark in the list does not change with each key", async () => {
    let changes = 0;
    drafts().places.subscribe(() => {
      changes += 1;
    });
    drafts().set("c1.7", "a");
    drafts().set("c1.7", "ab");
    drafts().set("c1.7", "abc");

    expect(changes).toBe(2);
  });
});
