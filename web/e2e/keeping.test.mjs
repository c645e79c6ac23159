import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { act, message, until, waitForChannel, waitForMessage } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

describe("pinned and saved messages", () => {
  let world;
  let bob;
  let plans;
  let annsPage;
  let bobsPage;
  before(async () => {
    world = await World.settled();
    bob = await world.member("bob", "Bob Ray");
    plans = await world.channel("plans", bob, { visibility: "private" });
    await bob.put(`/api/v1/channels/${plans.id}/members/${world.ann.id}`);
    await bob.say(plans.id, "the wifi password is on the wall");
    for (let number = 1; number <= 120; number += 1) {
      await bob.say(plans.id, `filler ${number}`);
    }
    await bob.say(plans.id, "read this some day");
    annsPage = await world.pageOf(world.ann, world.pathOf(plans));
    bobsPage = await world.pageOf(bob, world.pathOf(plans));
    await waitForMessage(bobsPage, "read this some day");
  });
  after(() => world.close());

  const pane = (page) => page.getByRole("complementary", { name: "Pinned messages" });
  const savedLink = (page) => page.getByRole("link", { name: "Saved" });

  test("A pin is marked for everyone and listed beside the channel", async () => {
    await bob.put(`/api/v1/channels/${plans.id}/pins/${(await bob.history(plans.id))[0].seq}`);
    await annsPage.getByRole("button", { name: "Pinned messages" }).click();
    await pane(annsPage).getByText("the wifi password is on the wall").waitFor();
    await act(bobsPage, "read this some day", "Pin to the channel");
    await message(bobsPage, "read this some day").getByText("Pinned by Bob Ray").waitFor();
    await pane(annsPage).getByText("read this some day").waitFor();
    assert.deepEqual(await pane(annsPage).locator(".excerpt .body").allTextContents(), [
      "read this some day",
      "the wifi password is on the wall",
    ]);
  });

  test("From the list one gets to a message far up, and to it again", async () => {
    for (let time = 0; time < 2; time += 1) {
      await annsPage.getByRole("button", { name: "Jump to latest" }).click();
      await waitForMessage(annsPage, "filler 120");
      if ((await pane(annsPage).count()) === 0) {
        await annsPage.getByRole("button", { name: "Pinned messages" }).click();
      }
      await pane(annsPage).getByRole("listitem").filter({ hasText: "wifi" }).getByRole("link").last().click();
      await annsPage.locator(".message.shown", { hasText: "the wifi password" }).waitFor();
      await inView(annsPage, "the wifi password");
    }
  });

  test("Whoever is in the channel takes a pin off", async () => {
    await annsPage.goto(`${world.pathOf(plans)}?show=pins`);
    await pane(annsPage).getByRole("listitem").filter({ hasText: "read this" }).getByRole("button", { name: "Unpin" }).click();
    await pane(annsPage).getByText("read this some day").waitFor({ state: "detached" });
    await message(bobsPage, "read this some day").getByText("Pinned by").waitFor({ state: "detached" });
  });

  test("A saved message is one's own, on each device, and leads back to where it stands", async () => {
    const phone = await world.pageOf(world.ann, `/w/${world.workspaceId}/saved`);
    await phone.getByText("Nothing is saved.").waitFor();
    await annsPage.goto(world.pathOf(plans));
    await waitForMessage(annsPage, "read this some day");
    await act(annsPage, "read this some day", "Save for later");
    await phone.locator(".excerpt", { hasText: "read this some day" }).getByText("#plans").waitFor();
    await message(annsPage, "read this some day").getByText("Saved for later").waitFor();
    const oldest = (await world.ann.history(plans.id))[0];
    await world.ann.put(`/api/v1/channels/${plans.id}/messages/${oldest.seq}/saved`);
    await phone.locator(".excerpt", { hasText: "wifi" }).getByRole("link").last().click();
    await waitForChannel(phone, "plans");
    await inView(phone, "the wifi password");

    await savedLink(bobsPage).click();
    await bobsPage.getByText("Nothing is saved.").waitFor();
    await bobsPage.goBack();
  });

  test("An address of a message opens at it", async () => {
    const oldest = (await world.ann.history(plans.id))[0];
    const page = await world.pageOf(world.ann, `${world.pathOf(plans)}/${oldest.seq}`);
    await page.locator(".message.shown", { hasText: "the wifi password" }).waitFor();
    await inView(page, "the wifi password");
  });

  for (const [theme, options] of [
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["on a phone", { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
  ]) {
    test(`The lists pass, ${theme}`, async () => {
      const page = await world.pageOf(world.ann, `/w/${world.workspaceId}/saved`, options);
      await page.locator(".excerpt", { hasText: "wifi" }).waitFor();
      await assertAccessible(page, "saved");
      await page.goto(`${world.pathOf(plans)}?show=pins`);
      await page.locator(".pane .excerpt").waitFor();
      await assertAccessible(page, "pins");
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
    });
  }

  test("What one took off, and what is in a channel that one left, shows no more", async () => {
    await savedLink(annsPage).click();
    await annsPage.locator(".excerpt", { hasText: "read this some day" }).getByRole("button", { name: "Remove from saved" }).click();
    await annsPage.locator(".excerpt", { hasText: "read this some day" }).waitFor({ state: "detached" });
    await until(async () => (await world.ann.get("/api/v1/me/saved-messages")).savedMessages.length === 1, "one saved message");
    await world.ann.delete(`/api/v1/channels/${plans.id}/members/me`);
    await annsPage.reload();
    await annsPage.getByText("Nothing is saved.").waitFor();
  });
});

async function inView(page, text) {
  await page.waitForFunction((wanted) => {
    const row = [...document.querySelectorAll("article.message")].find((one) => one.textContent.includes(wanted));
    const box = row?.getBoundingClientRect();
    return box !== undefined && box.top >= 0 && box.bottom <= window.innerHeight;
  }, text);
}
