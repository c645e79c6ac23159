import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { password } from "./support/api.mjs";
import { waitForChannel, waitForMessage } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

describe("by keyboard only", () => {
  let world;
  let page;
  before(async () => {
    world = await World.settled();
    const bob = await world.member("bob", "Bob Ray");
    for (const name of ["design", "engineering", "release-notes"]) {
      const channel = await world.channel(name, bob);
      await world.ann.put(`/api/v1/channels/${channel.id}/members/me`);
    }
    await bob.say(world.general.id, "good morning");
    page = await world.page();
  });
  after(() => world.close());

  test("One signs in and sends a message", async () => {
    await page.goto("/");
    await page.waitForSelector("input[name=username]:focus");
    await page.keyboard.type("ann");
    await page.keyboard.press("Tab");
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#composer:focus");
    await page.keyboard.type("written without a mouse");
    await page.keyboard.press("Enter");
    await waitForMessage(page, "written without a mouse");
  });

  test("The quick switcher finds a channel by a few of its letters", async () => {
    await page.keyboard.press("Control+k");
    await page.waitForSelector(".switcher input:focus");
    await page.keyboard.type("engi");
    await page.getByRole("option", { name: "engineering" }).and(page.locator("[aria-selected=true]")).waitFor();
    await page.keyboard.press("Enter");
    await waitForChannel(page, "engineering");
    await page.waitForSelector("#composer:focus");
  });

  test("Arrows choose in the switcher, and Escape leaves everything as it was", async () => {
    await page.keyboard.press("Control+k");
    await page.waitForSelector(".switcher input:focus");
    const first = await chosen();
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction((id) => document.querySelector("[role=option][aria-selected=true]").id !== id, first);
    assert.equal(await page.getAttribute(".switcher input", "aria-activedescendant"), await chosen());
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog", { state: "detached" });
    await waitForChannel(page, "engineering");
    await page.waitForSelector("#composer:focus");
  });

  test("Alt and the arrows go through the channels, and back returns", async () => {
    await page.keyboard.press("Alt+ArrowDown");
    await waitForChannel(page, "general");
    await page.keyboard.press("Alt+ArrowUp");
    await waitForChannel(page, "engineering");
    await page.goBack();
    await waitForChannel(page, "general");
  });

  test("F6 goes around the parts of the page, Shift+F6 the other way", async () => {
    const visited = [];
    await page.focus("#composer");
    for (let step = 0; step < 3; step += 1) {
      await page.keyboard.press("F6");
      visited.push(await page.evaluate(() => document.activeElement.closest("nav, .viewport, .composer").className));
    }
    assert.deepEqual(visited, ["sidebar", "viewport", "composer"]);
    await page.keyboard.press("Shift+F6");
    assert.ok(await page.evaluate(() => document.activeElement.closest(".viewport") !== null));
  });

  test("The messages are one stop of the Tab key, and arrows go from one to the next", async () => {
    await page.focus("#composer");
    await page.keyboard.press("Control+ArrowUp");
    assert.match(await focused(), /written without a mouse/);
    await page.keyboard.press("ArrowUp");
    assert.match(await focused(), /good morning/);
    assert.equal(await page.locator("article[tabindex='0']").count(), 1);
    await page.keyboard.press("u");
    await page.waitForSelector(".unread-line");
    await page.focus("#composer");
    await page.keyboard.press("Escape");
    await page.waitForSelector(".unread-line", { state: "detached" });
  });

  test("A message's menu goes by the arrows, and Escape leads back to the message", async () => {
    const label = () => page.evaluate(() => document.activeElement.textContent.trim());
    await page.focus("#composer");
    await page.keyboard.press("Control+ArrowUp");
    const more = page.getByRole("toolbar").getByRole("button", { name: "More actions" });
    await more.focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("[role=menuitem]:focus");
    const labels = (await page.getByRole("menuitem").allTextContents()).map((text) => text.trim());
    assert.equal(await label(), labels[0]);
    await page.keyboard.press("ArrowUp");
    assert.equal(await label(), labels.at(-1));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    assert.equal(await label(), labels[1]);
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog", { state: "detached" });
    assert.match(await focused(), /written without a mouse/);

    await more.focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("[role=menuitem]:focus");
    await page.keyboard.press("End");
    assert.equal(await label(), "Delete");
    await page.keyboard.press("ArrowUp");
    assert.equal(await label(), "Edit");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".edit-box textarea:focus");
    await page.keyboard.press("Escape");
    await page.waitForSelector("#composer:focus");
  });

  test("What is typed anywhere goes to the composer", async () => {
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.type("hello");
    assert.equal(await page.inputValue("#composer"), "hello");
    await page.fill("#composer", "");
  });

  test("The sheet of shortcuts opens and closes by its own", async () => {
    await page.keyboard.press("Control+/");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Control+/");
    await page.waitForSelector("dialog", { state: "detached" });
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog", { state: "detached" });
  });

  test("The first Tab on the page offers to skip to the content", async () => {
    await page.reload();
    await page.waitForSelector("#composer:focus");
    await page.evaluate(() => document.activeElement.blur());
    await page.focus(".skip-link");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#composer:focus");
  });

  const chosen = () => page.getAttribute("[role=option][aria-selected=true]", "id");
  const focused = () => page.evaluate(() => document.activeElement.textContent);
});
