import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { closeDialog, message, waitForChannel, waitForMessage } from "./support/chat.mjs";
import { picture } from "./support/picture.mjs";
import { World } from "./support/world.mjs";

describe("people, on two nodes", () => {
  let world;
  let bob;
  let ann;
  let bobs;
  before(async () => {
    world = await World.settled({ nodes: 2 });
    bob = await world.member("bob", "Bob Ray");
    await world.ann.say(world.general.id, "who am I?");
    ann = await world.pageOf(world.ann, "/account", { timezoneId: "Europe/Lisbon" });
    bobs = await world.pageOf(bob, world.pathOf(world.general), { node: world.second, timezoneId: "Europe/Berlin" });
    await waitForMessage(bobs, "who am I?");
  });
  after(() => world.close());

  test("What someone says of themselves shows on the other node at once", async () => {
    await ann.fill("input[name=displayName]", "Ann Lee-Moore");
    await ann.fill("input[name=title]", "Captain");
    await ann.fill("input[name=pronouns]", "she/her");
    await ann.getByRole("button", { name: "Use this device’s: Europe/Lisbon" }).click();
    await ann.getByRole("button", { name: "Save", exact: true }).click();
    await ann.getByText("Saved.").waitFor();

    await author(bobs, "Ann Lee-Moore").click();
    const card = bobs.getByRole("dialog", { name: "Ann Lee-Moore" });
    await card.getByText("@ann · she/her").waitFor();
    await card.getByText("Captain").waitFor();
    await card.getByText(/^[0-9]{1,2}:[0-9]{2}, 1 hour behind you$/).waitFor();
    await card.getByText("Owner").waitFor();
    await card.getByText("Online").waitFor();
    await closeDialog(bobs);
  });

  test("A picture is shown before it is saved, to the other node when it is, and goes again", async () => {
    await ann.setInputFiles("input[type=file]", { name: "me.png", mimeType: "image/png", buffer: picture(900, 600) });
    await ann.getByRole("button", { name: "Save picture" }).waitFor();
    assert.match(await ann.getAttribute(".avatar-form img", "src"), /^blob:/);
    assert.equal(await message(bobs, "who am I?").locator(".avatar img").count(), 0);

    await ann.getByRole("button", { name: "Save picture" }).click();
    await bobs.waitForFunction(() => document.querySelector("article .avatar img")?.naturalWidth === 512);
    await ann.waitForFunction(() => document.querySelector(".own-account .avatar img")?.naturalWidth === 512);

    await ann.getByRole("button", { name: "Remove picture" }).click();
    await bobs.waitForSelector("article .avatar img", { state: "detached" });
    assert.deepEqual([...ann.complaints, ...bobs.complaints], []);
  });

  test("A file that is no picture is not sent", async () => {
    await ann.setInputFiles("input[type=file]", { name: "me.png", mimeType: "image/png", buffer: Buffer.from("<svg onload=alert(1)>") });
    await ann.getByText("This file is no picture that your browser can show.").waitFor();
    assert.equal(await ann.getByRole("button", { name: "Save picture" }).count(), 0);
  });

  test("A card opens and closes by keyboard, and back closes it too", async () => {
    const row = message(bobs, "who am I?");
    await row.focus();
    await bobs.keyboard.press("Tab");
    await bobs.waitForFunction(() => document.activeElement?.classList.contains("author"));
    await bobs.keyboard.press("Enter");
    await bobs.getByRole("dialog", { name: "Ann Lee-Moore" }).waitFor();
    await bobs.keyboard.press("Escape");
    await bobs.waitForSelector("dialog", { state: "detached" });
    assert.equal(await bobs.evaluate(() => document.activeElement?.className.includes("author")), true);

    await bobs.keyboard.press("Enter");
    await bobs.waitForSelector("dialog");
    await bobs.goBack();
    await bobs.waitForSelector("dialog", { state: "detached" });
    await waitForChannel(bobs, "general");
  });

  test("People are found by name and title, and their card leads to a talk", async () => {
    await bobs.getByRole("link", { name: "People", exact: true }).click();
    const people = bobs.getByRole("list", { name: "People" });
    await people.getByRole("button", { name: "Bob Ray" }).waitFor();
    await bobs.fill("input[type=search]", "cAPT");
    await people.getByRole("button", { name: "Bob Ray" }).waitFor({ state: "detached" });
    await people.getByText("@ann · Owner · Online · Captain").waitFor();

    await world.ann.patch("/api/v1/me", { title: "Cook" });
    await people.getByText("@ann · Owner · Online · Cook").waitFor();

    await bobs.fill("input[type=search]", "nobody at all");
    await bobs.getByText("Nobody is found.").waitFor();
    await bobs.fill("input[type=search]", "");
    await people.getByRole("button", { name: /^Ann Lee-Moore/ }).click();
    await bobs.getByRole("dialog").getByRole("button", { name: "Message" }).click();
    await waitForChannel(bobs, "Ann Lee-Moore");
  });

  test("A guest finds whom they share a channel with, and nobody else", async () => {
    const dock = await world.channel("dock", bob);
    const { code } = await bob.post(`/api/v1/workspaces/${world.workspaceId}/invites`, { role: "guest", channelIds: [dock.id] });
    const invited = await world.page();
    await invited.goto(`/invite/${code}`);
    await invited.fill("input[name=displayName]", "Gus Guest");
    await invited.fill("input[name=username]", "gus");
    await invited.fill("input[name=password]", "correct horse battery");
    await invited.keyboard.press("Enter");
    await waitForChannel(invited, "dock");
    await invited.getByRole("link", { name: "People", exact: true }).click();
    const names = invited.getByRole("list", { name: "People" }).getByRole("button", { name: /^(?!Message)/ });
    await names.nth(1).waitFor();
    assert.deepEqual((await names.allTextContents()).sort(), ["Bob Ray", "Gus Guest (you)"]);
  });
});

describe("how people look", () => {
  const wide = { width: 1280, height: 800 };
  const looks = [
    { look: "light", options: { viewport: wide, colorScheme: "light" } },
    { look: "dark", options: { viewport: wide, colorScheme: "dark" } },
    { look: "phone", options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: "light" } },
  ];
  let world;
  before(async () => {
    world = await World.settled();
    const bob = await world.member("bob", "Bob Ray");
    await bob.patch("/api/v1/me", { title: "Harbour master", pronouns: "he/him", timeZone: "Asia/Kolkata" });
    await bob.putBytes("/api/v1/me/avatar", picture(256, 256));
    await bob.say(world.general.id, "here I am");
  });
  after(() => world.close());

  for (const { look, options } of looks) {
    test(`A message, a card, the list of people and the profile pass (${look})`, async () => {
      const page = await world.pageOf(world.ann, world.pathOf(world.general), options);
      await page.waitForFunction(() => document.querySelector("article .avatar img")?.complete);
      await keep(page, `message-${look}`);
      await assertAccessible(page, "a message of someone with a picture");
      await author(page, "Bob Ray").click();
      await page.getByText("Harbour master").waitFor();
      await keep(page, `card-${look}`);
      await assertAccessible(page, "a card");
      await closeDialog(page);
      await page.goto(`/w/${world.workspaceId}/people`);
      await page.getByText(/Harbour master/).waitFor();
      await keep(page, `people-${look}`);
      await assertAccessible(page, "the list of people");
      await page.goto("/account");
      await page.waitForSelector("select[name=timeZone]");
      await keep(page, `profile-${look}`);
      await assertAccessible(page, "the profile");
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }
});

function author(page, name) {
  return page.locator("article").getByRole("button", { name, exact: true }).first();
}

/** For whoever wants to look: PARLEY_SHOTS names a folder. */
async function keep(page, name) {
  const folder = process.env.PARLEY_SHOTS;
  if (folder !== undefined) {
    await page.screenshot({ path: `${folder}/${name}.png` });
  }
}
