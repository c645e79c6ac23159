import { beforeEach, describe, expect, test } from "vitest";
import { settle } from "../../support/fakeClock";
import { World } from "../../support/world";

describe("saved messages", () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    world.first.post("one");
    world.first.post("two");
    world.saved = [{ channelId: "c1", messageSeq: 1 }];
    await world.start();
    await world.wait(1_000);
  });

  const marks = () => [1, 2].map((seq) => world.session.saved.has("c1", seq));
  const sent = () => world.requests.filter((request) => request.endsWith("/saved")).map((request) => request.split(" ")[0]);

  test("What was saved before is marked once the page is usable", () => {
    expect([marks(), world.session.saved.isLoaded.value]).toEqual([[true, false], true]);
  });

  test("Saving and taking off show at once", async () => {
    void world.session.saved.toggle("c1", 2);
    void world.session.saved.toggle("c1", 1);
    expect(marks()).toEqual([false, true]);

    await settle();
    expect([marks(), sent()]).toEqual([
      [false, true],
      ["PUT", "DELETE"],
    ]);
  });

  test("Another device is followed", () => {
    world.say({ type: "saved-message", channelId: "c1", messageSeq: 2, isSaved: true });
    world.say({ type: "saved-message", channelId: "c1", messageSeq: 1, isSaved: false });

    expect(marks()).toEqual([false, true]);
  });

  test("A refusal shows it as it was, and says so", async () => {
    world.refusal = 409;
    await world.session.saved.toggle("c1", 2);

    expect([marks(), world.session.notices.current.value?.kind]).toEqual([[true, false], "failed"]);
  });

  test("What was told while nobody listened comes with the next connect", async () => {
    world.drop();
    world.saved = [{ channelId: "c1", messageSeq: 2 }];
    world.ready();
    await world.wait(1_000);

    expect(marks()).toEqual([false, true]);
  });

  test("A list that is older than what was just done does not take it back", async () => {
    const loading = world.session.saved.load();
    void world.session.saved.toggle("c1", 2);
    await loading;

    expect(marks()).toEqual([true, true]);
  });

  test("Of two lists on their way the later one counts", async () => {
    const first = world.session.saved.load();
    world.saved = [{ channelId: "c1", messageSeq: 2 }];
    const second = world.session.saved.load();
    await Promise.all([first, second]);

    expect(marks()).toEqual([false, true]);
  });
});
