import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { waitForChannel } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

const channels = 40;

describe("what a person arranges on a device", () => {
  let world;
  let bob;
  let page;
  const made = [];
  before(async () => {
    world = await World.settled();
    bob = await world.member("bob", "Bob Ray");
    for (let number = 0; number < channels; number += 1) {
      made.push(await world.channel(`c${String(number).padStart(2, "0")}`));
    }
    page = await world.pageOf(world.ann, world.pathOf(world.general));
  });
  after(() => world.close());

  async function bobSays(channel, text) {
    await bob.put(`/api/v1/channels/${channel.id}/members/me`);
    await bob.say(channel.id, text);
  }

  const widthOfPane = () => page.locator(".pane").evaluate((pane) => pane.getBoundingClientRect().width);

  test("The edge of what stands beside the messages moves it by keys and by hand, and stays there", async () => {
    await page.getByRole("button", { name: "2 members" }).click();
    const edge = page.getByRole("separator", { name: "Width of this part" });
    const first = await widthOfPane();
    await edge.focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await widthOfPane(), first + 48);
    assert.equal(await edge.getAttribute("aria-valuenow"), String(first + 48));

    const box = await edge.boundingBox();
    await page.mouse.move(box.x + box.width / 2, 300);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 - 100, 300, { steps: 5 });
    await page.mouse.up();
    const wide = await widthOfPane();
    assert.ok(Math.abs(wide - (first + 148)) <= 6, `${wide}`);

    await page.reload();
    await waitForChannel(page, "general");
    await page.locator(".pane").waitFor();
    assert.equal(await widthOfPane(), wide);
    await edge.dblclick();
    assert.equal(await widthOfPane(), first);
  });

  test("A folded part of the sidebar keeps what is open or unread, also after a reload", async () => {
    await page.getByRole("button", { name: "Channels", exact: true }).click();
    await page.getByRole("link", { name: "c01" }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "general" }).waitFor();
    await page.reload();
    await waitForChannel(page, "general");
    await bobSays(made[2], "see here");
    await page.getByRole("link", { name: "c02" }).waitFor();
    assert.equal(await page.getByRole("link", { name: "c01" }).count(), 0);
    await page.getByRole("button", { name: "Channels", exact: true }).click();
    await page.getByRole("link", { name: "c01" }).waitFor();
  });

  test("Something unread out of sight is said, above and below, and one click away", async () => {
    await bobSays(made[39], "down here");
    await page.getByRole("button", { name: "Unread below" }).click();
    const link = page.locator(".sidebar-link:focus");
    await link.waitFor();
    assert.match(await link.textContent(), /c39/);
    await page.getByRole("button", { name: "Unread below" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Unread above" }).click();
    assert.match(await page.locator(".sidebar-link:focus").textContent(), /c02/);
  });
});
