import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { send, waitForMessage } from "./support/chat.mjs";
import { withWaf } from "./support/waf.mjs";
import { World } from "./support/world.mjs";

describe("without a network", () => offline({}));

// It answers for them, with a page of its own.
describe("behind a load balancer without servers", withWaf, () => offline({ behindWaf: true }));

function offline(reach) {
  let world;
  let page;
  before(async () => {
    world = await World.settled(reach);
    page = await world.pageOf(world.ann, world.pathOf(world.general));
  });
  after(() => world.close());

  test("After the second load the page opens without the server, says what is wrong, and recovers by itself", async () => {
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await page.reload();
    await page.waitForSelector("#composer");
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await world.server.stop("SIGKILL");
    await page.reload();
    await page.getByText("Parley cannot reach the server").waitFor();
    await world.server.start();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.waitForSelector("#composer");
  });

  test("What is written while the network is away shows at once, outlives a reload, and is sent once", async () => {
    await send(page, "before");
    await waitForMessage(page, "before");
    await world.server.stop("SIGKILL");
    await send(page, "kept 1");
    await send(page, "kept 2");
    assert.equal(await page.locator("article.sending").count(), 2);
    await page.getByText("Messages you write are kept and sent when you are back.").waitFor();
    await page.reload();
    await page.getByText("Parley cannot reach the server").waitFor();
    await world.server.start();
    await page.getByRole("button", { name: "Try again" }).click();
    await waitForMessage(page, "kept 2");
    await page.waitForSelector(".sending", { state: "detached" });
    const texts = (await world.ann.history(world.general.id)).map(({ text }) => text);
    assert.deepEqual(texts, ["before", "kept 1", "kept 2"]);
  });
}
