import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Api } from "./support/api.mjs";
import { assertAccessible } from "./support/axe.mjs";
import { act, message, send, waitForMessage } from "./support/chat.mjs";
import { picture } from "./support/picture.mjs";
import { World } from "./support/world.mjs";

describe("emoji", () => {
  let world;
  let bob;
  let annsPage;
  let bobsPage;
  before(async () => {
    world = await World.settled({ nodes: 2 });
    bob = await world.member("bob", "Bob Ray");
    annsPage = await world.pageOf(world.ann, world.pathOf(world.general));
    bobsPage = await world.pageOf(bob, world.pathOf(world.general), { node: world.second });
  });
  after(() => world.close());

  const options = (page) => page.getByRole("listbox").getByRole("option");
  const write = async (page, text) => {
    await page.fill("#composer", "");
    await page.locator("#composer").pressSequentially(text);
  };

  test("A colon and two letters offer emoji; the keys choose, and Enter does not send", async () => {
    await write(annsPage, "go :rock");
    await options(annsPage).filter({ hasText: "rocket" }).first().waitFor();
    const active = await annsPage.getAttribute("#composer", "aria-activedescendant");
    assert.equal(await annsPage.locator(`[id="${active}"]`).getAttribute("aria-selected"), "true");
    await assertAccessible(annsPage, "the list of emoji");
    await annsPage.keyboard.press("Enter");
    await annsPage.waitForFunction(() => document.querySelector("#composer").value === "go 🚀 ");
    await annsPage.keyboard.press("Enter");
    await waitForMessage(bobsPage, "go 🚀");
  });

  test("What was used last comes first, and Escape leaves what was written", async () => {
    await write(annsPage, ":ro");
    await options(annsPage).first().waitFor();
    assert.match(await options(annsPage).first().textContent(), /🚀/);
    await annsPage.keyboard.press("Escape");
    await annsPage.getByRole("listbox").waitFor({ state: "detached" });
    assert.equal(await annsPage.inputValue("#composer"), ":ro");
  });

  test("A time, an address, code and a smile of signs offer nothing", async () => {
    for (const text of ["at 12:30", "https://ex", "`:rock", ":D", "note:rock"]) {
      await write(annsPage, text);
      assert.equal(await annsPage.getByRole("listbox").count(), 0, text);
    }
  });

  test("A name written whole is the emoji when it is sent, but not in code", async () => {
    await send(annsPage, "well done :tada: `:tada:`");
    await waitForMessage(bobsPage, "well done 🎉 :tada:");
    await act(annsPage, "well done", "Edit");
    await annsPage.keyboard.press("ControlOrMeta+a");
    await annsPage.keyboard.insertText("well done :heart:");
    await annsPage.getByRole("button", { name: "Save", exact: true }).click();
    await waitForMessage(bobsPage, "well done ❤️");
  });

  test("The skin tone of one's choice is the one that is written", async () => {
    await world.ann.patch("/api/v1/me/preferences", { skinTone: 3 });
    await annsPage.waitForFunction(() => JSON.parse(localStorage.getItem("parley.preferences")).skinTone === 3);
    await send(annsPage, "yes :wave:");
    await waitForMessage(bobsPage, "yes 👋🏽");
  });

  test("The picker writes where the caret is", async () => {
    await annsPage.fill("#composer", "ab");
    await annsPage.locator("#composer").evaluate((box) => box.setSelectionRange(1, 1));
    await annsPage.getByRole("button", { name: "Insert emoji" }).click();
    await annsPage.waitForSelector(".emoji-picker input:focus");
    await annsPage.keyboard.type("tada");
    await annsPage.getByRole("button", { name: "party popper" }).waitFor();
    await annsPage.keyboard.press("Enter");
    await annsPage.waitForFunction(() => document.querySelector("#composer").value === "a🎉 b");
    await annsPage.waitForFunction(() => document.activeElement.id === "composer");
    await annsPage.fill("#composer", "");
  });

  test("One of the workspace's own is added by a member, and everyone sees it at once, on the other node too", async () => {
    await send(bobsPage, "we :tugboat: it");
    await waitForMessage(annsPage, "we :tugboat: it");
    await bobsPage.getByRole("button", { name: "Insert emoji" }).click();
    await bobsPage.getByRole("button", { name: "Add emoji" }).click();
    await bobsPage.getByLabel("Picture").setInputFiles({ name: "tugboat.png", mimeType: "image/png", buffer: picture(32, 32) });
    await bobsPage.getByLabel("Name").fill("tugboat");
    await assertAccessible(bobsPage, "adding an emoji");
    await bobsPage.getByRole("button", { name: "Add", exact: true }).click();
    await bobsPage.getByText("Added: :tugboat:").waitFor();
    await bobsPage.keyboard.press("Escape");
    await bobsPage.waitForSelector("dialog", { state: "detached" });
    for (const page of [annsPage, bobsPage]) {
      const image = message(page, "it").getByRole("img", { name: ":tugboat:" });
      await image.waitFor();
      await page.waitForFunction(() => [...document.querySelectorAll("article .custom-emoji")].every((one) => one.naturalWidth === 32));
    }
  });

  test("It is offered after a colon and in the picker, and one reacts with it", async () => {
    await write(annsPage, ":tugb");
    await options(annsPage).filter({ hasText: ":tugboat:" }).first().click();
    await annsPage.waitForFunction(() => document.querySelector("#composer").value === ":tugboat: ");
    await annsPage.keyboard.press("Enter");
    await bobsPage.locator("article .big .custom-emoji").waitFor();

    await act(annsPage, "go 🚀", "Add reaction");
    await annsPage.waitForSelector(".emoji-picker input:focus");
    await annsPage.keyboard.type("tugb");
    await annsPage.locator(".emoji-picker").getByRole("button", { name: "tugboat", exact: true }).click();
    await message(bobsPage, "go 🚀").locator(".reaction .custom-emoji").waitFor();
    await message(bobsPage, "go 🚀").getByRole("button", { name: ":tugboat: 1: Ann Lee", exact: true }).click();
    await message(annsPage, "go 🚀").getByRole("button", { name: ":tugboat: 2: you and Bob Ray", exact: true }).waitFor();
  });

  test("A guest uses it and adds none; who added it deletes it, and it is a name again, also for who was away", async () => {
    const channelIds = [world.general.id];
    const { code } = await world.ann.post(`/api/v1/workspaces/${world.workspaceId}/invites`, {
      role: "guest",
      expiresInHours: 24,
      maxUses: 1,
      channelIds,
    });
    const guest = await Api.signUp(world.server.url, { username: "gus", displayName: "Gus", invite: code });
    const guestsPage = await world.pageOf(guest, world.pathOf(world.general));
    await guestsPage.locator("article .custom-emoji").first().waitFor();
    await guestsPage.getByRole("button", { name: "Insert emoji" }).click();
    await guestsPage.waitForSelector(".emoji-picker input:focus");
    assert.equal(await guestsPage.getByRole("button", { name: "Add emoji" }).count(), 0);
    await guestsPage.keyboard.press("Escape");

    await annsPage.context().setOffline(true);
    await bobsPage.goto(`${world.pathOf(world.general)}?show=emoji`);
    await bobsPage.getByRole("button", { name: "Delete :tugboat:" }).click();
    await bobsPage.getByRole("button", { name: "Remove" }).click();
    await bobsPage.getByText("There is none yet.").waitFor();
    await waitForMessage(guestsPage, "we :tugboat: it");
    await annsPage.context().setOffline(false);
    await waitForMessage(annsPage, "we :tugboat: it");
  });

  for (const [name, more] of [
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["phone", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
  ]) {
    test(`The list of emoji passes (${name})`, async () => {
      await bob.putBytes(`/api/v1/workspaces/${world.workspaceId}/emoji/northwind`, picture(16, 16));
      const page = await world.pageOf(world.ann, `${world.pathOf(world.general)}?show=emoji`, more);
      await page.waitForSelector(".emoji-dialog");
      await assertAccessible(page, `emoji of the workspace, ${name}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false);
      await page.context().close();
    });
  }
});
