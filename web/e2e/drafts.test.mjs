import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { until, waitForMessage } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

describe("drafts, with one person on two devices and two nodes", () => {
  let world;
  let bob;
  let laptop;
  let phone;
  let root;
  before(async () => {
    world = await World.settled({ nodes: 2 });
    bob = await world.member("bob", "Bob Ray");
    root = await bob.say(world.general.id, "who has the key?");
    laptop = await world.pageOf(world.ann, world.pathOf(world.general));
    phone = await world.pageOf(world.ann, world.pathOf(world.general), { node: world.second });
    await waitForMessage(laptop, "who has the key?");
    await waitForMessage(phone, "who has the key?");
  });
  after(() => world.close());

  const has = (page, box, text) => page.waitForFunction(([id, value]) => document.querySelector(id)?.value === value, [box, text]);
  const onServer = async () => (await world.ann.get("/api/v1/me/drafts")).drafts.map(({ threadSeq, text }) => [threadSeq ?? null, text]);

  test("What one begins to write is on one's other device, and nobody else's", async () => {
    await laptop.fill("#composer", "I think that");
    await has(phone, "#composer", "I think that");
    assert.deepEqual(await bob.get("/api/v1/me/drafts"), { drafts: [] });
  });

  test("It is marked where the channel is not on screen", async () => {
    await phone.goto("/account");
    await phone.getByRole("link", { name: /general/ }).waitFor();
    await phone.locator(".sidebar .draft-mark").waitFor();
    await phone.goto(world.pathOf(world.general));
    await has(phone, "#composer", "I think that");
  });

  test("Sent from one device it is gone from both", async () => {
    await phone.fill("#composer", "I think that Bob has it");
    await phone.press("#composer", "Enter");
    await waitForMessage(laptop, "I think that Bob has it");
    await has(laptop, "#composer", "");
    await until(async () => (await onServer()).length === 0, "no draft");
  });

  test("A thread has its own", async () => {
    await laptop.goto(`${world.pathOf(world.general)}?thread=${root.seq}`);
    await laptop.locator("#thread-composer").fill("under the mat");
    await phone.goto(`${world.pathOf(world.general)}?thread=${root.seq}`);
    await has(phone, "#thread-composer", "under the mat");
    assert.equal(await phone.inputValue("#composer"), "");
    assert.deepEqual(await onServer(), [[root.seq, "under the mat"]]);
  });
});
