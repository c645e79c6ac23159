import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { act, closeDialog, message, send, waitForChannel, waitForMessage } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

describe("links to messages, quotes, and what was said before", () => {
  let world;
  let bob;
  let cleo;
  let secret;
  let first;
  let annsPage;
  let bobsPage;
  let cleosPage;
  before(async () => {
    world = await World.settled();
    bob = await world.member("bob", "Bob Ray");
    cleo = await world.member("cleo", "Cleo Park");
    secret = await world.channel("secret", world.ann, { visibility: "private" });
    await world.ann.put(`/api/v1/channels/${secret.id}/members/${bob.id}`);
    first = await world.ann.say(secret.id, "the budget is **forty**");
    annsPage = await world.pageOf(world.ann, world.pathOf(secret));
    await annsPage.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    [bobsPage, cleosPage] = await Promise.all([bob, cleo].map((person) => world.pageOf(person, world.pathOf(world.general))));
  });
  after(() => world.close());

  const linked = (page) => page.locator(".linked .excerpt");

  test("The link of a message is copied, and shows it to those who may read it, to nobody else", async () => {
    await act(annsPage, "the budget is", "Copy link");
    await annsPage.getByText("The link is copied.").waitFor();
    const link = await annsPage.evaluate(() => navigator.clipboard.readText());
    assert.ok(link.endsWith(`${world.pathOf(secret)}/${first.seq}`), link);

    const refused = cleosPage.waitForResponse((response) => response.url().endsWith(`/channels/${secret.id}/messages/${first.seq}`));
    await annsPage.goto(world.pathOf(world.general));
    await send(annsPage, `look at ${link}`);
    await linked(bobsPage).getByText("the budget is forty").waitFor();
    await linked(bobsPage).getByText("#secret").waitFor();
    assert.equal((await refused).status(), 404);
    await waitForMessage(cleosPage, "look at");
    assert.equal(await linked(cleosPage).count(), 0);
    assert.doesNotMatch(await cleosPage.content(), /forty/);
    await assertAccessible(bobsPage, "linked message");

    await linked(bobsPage).getByRole("link").last().click();
    await waitForChannel(bobsPage, "secret");
    await bobsPage.locator(".message.shown", { hasText: "the budget is" }).waitFor();
    await bobsPage.goBack();
    await waitForChannel(bobsPage, "general");
  });

  test("A quotation stands in the composer with where it is from, after what one wrote", async () => {
    await annsPage.fill("#composer", "about this:");
    await act(annsPage, "look at", "Quote");
    await annsPage.waitForFunction(() => /^about this:\n\n> look at http/.test(document.querySelector("#composer").value));
    const value = await annsPage.inputValue("#composer");
    assert.match(value, new RegExp(`${world.pathOf(world.general)}/\\d+\n$`));
    await annsPage.fill("#composer", "");
  });

  test("What an edited message said before is one press away, and gone with it", async () => {
    const said = await world.ann.say(world.general.id, "at three");
    await world.ann.patch(`/api/v1/channels/${world.general.id}/messages/${said.seq}`, { text: "at four" });
    await world.ann.patch(`/api/v1/channels/${world.general.id}/messages/${said.seq}`, { text: "at five" });
    await waitForMessage(bobsPage, "at five");
    await message(bobsPage, "at five").getByRole("button", { name: "(edited)" }).click();
    const dialog = bobsPage.getByRole("dialog", { name: "What it said" });
    await dialog.getByText("at three").waitFor();
    assert.deepEqual(await dialog.locator(".body").allTextContents(), ["at five", "at four", "at three"]);
    await assertAccessible(bobsPage, "versions");
    await closeDialog(bobsPage);
    await world.ann.delete(`/api/v1/channels/${world.general.id}/messages/${said.seq}`);
    await message(bobsPage, "at five").waitFor({ state: "detached" });
    assert.deepEqual((await bob.get(`/api/v1/channels/${world.general.id}/messages/${said.seq}/versions`)).versions, []);
  });

  for (const [theme, options] of [
    ["dark", { colorScheme: "dark" }],
    ["on a phone", { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
  ]) {
    test(`A linked message passes, ${theme}`, async () => {
      const page = await world.pageOf(bob, world.pathOf(world.general), options);
      await linked(page).getByText("the budget is forty").waitFor();
      await assertAccessible(page, "linked message");
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
    });
  }
});
