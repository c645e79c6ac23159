import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { act, message, send, waitForMessage } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

describe("reactions", () => {
  let world;
  let bob;
  let annsPage;
  let bobsPage;
  before(async () => {
    world = await World.settled();
    bob = await world.member("bob", "Bob Ray");
    annsPage = await world.pageOf(world.ann, world.pathOf(world.general));
    bobsPage = await world.pageOf(bob, world.pathOf(world.general));
    await send(annsPage, "lunch at noon?");
    await waitForMessage(bobsPage, "lunch at noon?");
  });
  after(() => world.close());

  const reaction = (page, text, emoji) => message(page, text).locator(".reaction").filter({ hasText: emoji });
  const labelled = (page, text, label) => message(page, text).getByRole("button", { name: label, exact: true }).waitFor();

  test("One press reacts, others see who it was, and press to join", async () => {
    await act(bobsPage, "lunch at noon?", "React with 👍");
    await labelled(bobsPage, "lunch at noon?", "👍 1: you");
    await labelled(annsPage, "lunch at noon?", "👍 1: Bob Ray");
    await reaction(annsPage, "lunch at noon?", "👍").click();
    await labelled(annsPage, "lunch at noon?", "👍 2: you and Bob Ray");
    await labelled(bobsPage, "lunch at noon?", "👍 2: you and Ann Lee");
    assert.equal(await reaction(bobsPage, "lunch at noon?", "👍").getAttribute("aria-pressed"), "true");
  });

  test("A press on one's own takes it back, and with the last one the emoji goes", async () => {
    await reaction(annsPage, "lunch at noon?", "👍").click();
    await labelled(bobsPage, "lunch at noon?", "👍 1: you");
    await reaction(bobsPage, "lunch at noon?", "👍").click();
    await reaction(annsPage, "lunch at noon?", "👍").waitFor({ state: "detached" });
    assert.equal(await message(annsPage, "lunch at noon?").locator(".reactions").count(), 0);
  });

  test("The picker finds an emoji by its name, and the focus returns to the message", async () => {
    await act(annsPage, "lunch at noon?", "Add reaction");
    await annsPage.waitForSelector(".emoji-picker input:focus");
    await annsPage.keyboard.type("tada");
    await annsPage.getByRole("button", { name: "party popper" }).waitFor();
    await annsPage.keyboard.press("Enter");
    await annsPage.waitForSelector("dialog", { state: "detached" });
    await labelled(bobsPage, "lunch at noon?", "🎉 1: Ann Lee");
    assert.match(await annsPage.evaluate(() => document.activeElement.textContent), /lunch at noon/);
  });

  test("By keyboard: R opens it on a message, arrows go through the grid, Escape leaves everything as it was", async () => {
    await bobsPage.focus("#composer");
    await bobsPage.keyboard.press("Control+ArrowUp");
    await bobsPage.keyboard.press("r");
    await bobsPage.waitForSelector(".emoji-picker input:focus");
    await bobsPage.keyboard.press("Escape");
    await bobsPage.waitForSelector("dialog", { state: "detached" });
    assert.equal(await message(bobsPage, "lunch at noon?").locator(".reaction[aria-pressed]").count(), 1);

    await bobsPage.keyboard.press("r");
    await bobsPage.waitForSelector(".emoji-picker input:focus");
    await bobsPage.keyboard.press("ArrowDown");
    const first = await focusedLabel(bobsPage);
    await bobsPage.keyboard.press("ArrowRight");
    const second = await focusedLabel(bobsPage);
    assert.notEqual(first, second);
    await bobsPage.keyboard.press("ArrowDown");
    await bobsPage.keyboard.press("ArrowUp");
    assert.equal(await focusedLabel(bobsPage), second);
    await bobsPage.keyboard.press("ArrowUp");
    await bobsPage.waitForSelector(".emoji-picker input:focus");
    await bobsPage.keyboard.type("rocket");
    await bobsPage.keyboard.press("ArrowDown");
    await bobsPage.keyboard.press("Enter");
    await labelled(annsPage, "lunch at noon?", "🚀 1: Bob Ray");
  });

  test("Ctrl+Shift+\\ reacts to the last message, from the composer", async () => {
    await send(bobsPage, "I am in");
    await waitForMessage(annsPage, "I am in");
    await annsPage.focus("#composer");
    await annsPage.keyboard.press("Control+Shift+Backslash");
    await annsPage.waitForSelector(".emoji-picker input:focus");
    await annsPage.keyboard.type("raised_hands");
    await annsPage.keyboard.press("Enter");
    await labelled(bobsPage, "I am in", "🙌 1: Ann Lee");
  });

  test("A skin tone is chosen once, and what was used comes first from then on", async () => {
    await act(annsPage, "I am in", "Add reaction");
    await annsPage.locator(".picker-tones").getByRole("radio", { name: "Medium-dark" }).check();
    await annsPage.getByRole("searchbox", { name: "Search emoji" }).fill("wave");
    await annsPage.getByRole("button", { name: "waving hand" }).click();
    await labelled(bobsPage, "I am in", "👋🏾 1: Ann Lee");
    await annsPage.reload();
    await labelled(annsPage, "I am in", "👋🏾 1: you");
    await message(annsPage, "I am in").hover();
    await message(annsPage, "I am in").getByRole("button", { name: "React with 👋🏾" }).waitFor();
  });

  test("A deleted message has none", async () => {
    await act(bobsPage, "I am in", "Delete");
    await bobsPage.locator("dialog").getByRole("button", { name: "Delete" }).click();
    for (const page of [annsPage, bobsPage]) {
      await page.getByText("This message was deleted.").waitFor();
      await page.waitForFunction(() => document.querySelectorAll(".reactions").length === 1);
    }
  });

  test("A refused reaction goes again, and the page says why", async () => {
    const reactions = `**/api/v1/channels/${world.general.id}/messages/*/reactions/*`;
    const page = await world.pageOf(bob, world.pathOf(world.general), { serviceWorkers: "block" });
    await waitForMessage(page, "lunch at noon?");
    await page.route(reactions, (route) =>
      route.fulfill({
        status: 409,
        contentType: "application/problem+json",
        body: JSON.stringify({
          type: "about:blank",
          title: "Enough",
          status: 409,
          detail: "A message has at most 50.",
          code: "limit-reached",
          errors: {},
        }),
      }),
    );
    await act(page, "lunch at noon?", "React with 👍");
    await page.getByText("A message has at most 50.").waitFor();
    await reaction(page, "lunch at noon?", "👍").waitFor({ state: "detached" });
    await assertAccessible(page, "notice");
  });

  test("By touch a tap on a message brings what can be done with it, again and again", async () => {
    const phone = await world.pageOf(bob, world.pathOf(world.general), {
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    });
    await waitForMessage(phone, "lunch at noon?");
    const row = message(phone, "lunch at noon?");
    const tools = row.getByRole("toolbar");
    // Beside what the toolbar covers, and away from the name above: a browser takes a finger close to a button for one on it.
    const tap = () => row.locator(".body").tap({ position: { x: 140, y: 12 } });
    await tap();
    await tools.getByRole("button", { name: "More actions" }).tap();
    await phone.getByRole("menuitem", { name: "Quote" }).tap();
    await phone.waitForSelector("#composer:focus");
    assert.match(await phone.inputValue("#composer"), /^> lunch at noon\?/);
    await phone.fill("#composer", "");
    await tap();
    await tap();
    await tools.getByRole("button", { name: "Add reaction" }).tap();
    await phone.getByRole("button", { name: "thumbs up" }).first().tap();
    await labelled(phone, "lunch at noon?", "👍 1: you");
    await reaction(phone, "lunch at noon?", "👍").tap();
    await reaction(phone, "lunch at noon?", "👍").waitFor({ state: "detached" });
  });

  for (const [theme, options] of [
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["on a phone", { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
  ]) {
    test(`Reactions and the picker pass, ${theme}`, async () => {
      const page = await world.pageOf(bob, world.pathOf(world.general), options);
      await waitForMessage(page, "lunch at noon?");
      await assertAccessible(page, "reactions");
      await message(page, "lunch at noon?").getByRole("button", { name: "Add reaction" }).last().click();
      await page.waitForSelector(".emoji-picker [role=gridcell]");
      await assertAccessible(page, "picker");
      if (options.isMobile) {
        const box = await page.locator(".emoji-picker").boundingBox();
        assert.deepEqual([box.x, box.width, Math.round(box.y + box.height)], [0, 390, 844]);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
      }
      await page.getByRole("tab", { name: "Food and drink" }).click();
      await page.getByRole("button", { name: "pizza" }).click();
      await labelled(page, "lunch at noon?", /🍕 1: you/);
      await reaction(page, "lunch at noon?", "🍕").click();
      await reaction(page, "lunch at noon?", "🍕").waitFor({ state: "detached" });
    });
  }
});

describe("marking", () => {
  let world;
  let bob;
  let direct;
  let page;
  let phone;
  before(async () => {
    world = await World.settled();
    bob = await world.member("bob", "Bob Ray");
    direct = await world.ann.put(`/api/v1/workspaces/${world.workspaceId}/direct-channels`, { accountIds: [bob.id] });
    const empty = await world.channel("empty");
    page = await world.pageOf(world.ann, world.pathOf(empty));
    phone = await world.pageOf(world.ann, world.pathOf(empty));
    for (const text of ["one", "two", "three"]) {
      await bob.say(direct.id, text);
    }
    await bob.say(world.general.id, "four");
    await eachIsUnread();
  });
  after(() => world.close());

  const eachIsUnread = async () => {
    for (const device of [page, phone]) {
      await unreadOn(device, "3 unread messages: 3").waitFor();
      await unreadOn(device, "general").waitFor();
    }
  };

  test("Shift+Escape marks everything as read, on other devices too, and Undo takes it back", async () => {
    await page.keyboard.press("Shift+Escape");
    for (const device of [page, phone]) {
      await device.waitForFunction(() => document.querySelectorAll(".sidebar-link.unread").length === 0);
    }
    await page.getByText("2 conversations marked as read.").waitFor();
    await assertAccessible(page, "all read");
    await page.getByRole("button", { name: "Undo" }).click();
    await eachIsUnread();
  });

  test("Alt+click marks unread from a message, counted alike on every device", async () => {
    await page.goto(world.pathOf(direct));
    await waitForMessage(page, "three");
    await unreadOn(phone, "Bob Ray").waitFor({ state: "detached" });
    await message(page, "two").click({ modifiers: ["Alt"] });
    await page
      .locator(".item", { has: page.locator(".unread-line") })
      .filter({ hasText: "two" })
      .waitFor();
    for (const device of [page, phone]) {
      await unreadOn(device, "2 unread messages: 2").waitFor();
    }
  });
});

function focusedLabel(page) {
  return page.evaluate(() => document.activeElement.getAttribute("aria-label"));
}

function unreadOn(page, text) {
  return page.locator(".sidebar-link.unread").filter({ hasText: text });
}
