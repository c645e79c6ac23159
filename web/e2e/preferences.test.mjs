import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { act, send, until, waitForMessage } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

describe("preferences", () => {
  let world;
  let page;
  before(async () => {
    world = await World.settled();
    page = await world.pageOf(world.ann, "/account/preferences");
  });
  after(() => world.close());

  const look = (of) => of.evaluate(() => ({ ...document.documentElement.dataset }));
  const stored = async () => (await world.ann.get("/api/v1/me")).preferences;

  test("The theme is there before anything is drawn, here and on another device", async () => {
    await page.getByLabel("Theme").selectOption("dark");
    await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
    await until(async () => (await stored()).theme === "dark", "the theme on the server");
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (document.body !== null) {
          window.firstTheme = document.documentElement.dataset.theme;
          observer.disconnect();
        }
      }).observe(document, { childList: true, subtree: true });
    });
    await page.reload();
    await page.waitForSelector("#preference-theme");
    assert.equal(await page.evaluate(() => window.firstTheme), "dark");
    const other = await world.pageOf(world.ann, world.pathOf(world.general));
    await other.waitForFunction(() => document.documentElement.dataset.theme === "dark");
    await page.getByLabel("Theme").selectOption("light");
    await other.waitForFunction(() => document.documentElement.dataset.theme === "light");
    assert.deepEqual(await look(other), { theme: "light", density: "comfortable", textSize: "medium", motion: "system" });
  });

  test("Density and the size of texts change rows and letters", async () => {
    const other = await world.pageOf(world.ann, world.pathOf(world.general));
    await send(other, "how large is this?");
    await waitForMessage(other, "how large is this?");
    const measure = () =>
      other.evaluate(() => ({
        letters: Number.parseFloat(getComputedStyle(document.querySelector("article .body")).fontSize),
        padding: Number.parseFloat(getComputedStyle(document.querySelector("article")).paddingTop),
      }));
    const before = await measure();
    await page.getByLabel("Density").selectOption("compact");
    await page.getByLabel("Text size").selectOption("largest");
    await other.waitForFunction(
      () => document.documentElement.dataset.density === "compact" && document.documentElement.dataset.textSize === "largest",
    );
    const after = await measure();
    assert.ok(after.letters > before.letters * 1.25, `${after.letters} px letters`);
    assert.ok(after.padding < before.padding, `${after.padding} px above a row`);
  });

  test("The clock of one's choice is the clock of all messages", async () => {
    const other = await world.pageOf(world.ann, world.pathOf(world.general));
    await page.getByLabel("Clock").selectOption("12h");
    await other.waitForFunction(() => /[ap]m/i.test(document.querySelector("article time")?.textContent ?? ""));
    await page.getByLabel("Clock").selectOption("24h");
    await other.waitForFunction(() => /^\d?\d:\d\d$/.test(document.querySelector("article time")?.textContent ?? ""));
  });

  test("With the keys swapped Enter begins a line, and Ctrl+Enter sends", async () => {
    await page.getByLabel("Send a message with").selectOption("ctrl-enter");
    const other = await world.pageOf(world.ann, world.pathOf(world.general));
    await other.getByText("Ctrl+Enter to send").waitFor();
    await other.fill("#composer", "first");
    await other.press("#composer", "Enter");
    await other.locator("#composer").pressSequentially("second");
    assert.equal(await other.inputValue("#composer"), "first\nsecond");
    await other.press("#composer", "Control+Enter");
    await waitForMessage(other, "second");
    await act(other, "second", "Edit");
    await other.keyboard.press("Enter");
    await other.keyboard.type("third");
    await other.keyboard.press("Control+Enter");
    await waitForMessage(other, "third");
  });

  test("With the letters off R on a message is nothing, and other keys go on", async () => {
    const other = await world.pageOf(world.ann, world.pathOf(world.general));
    await waitForMessage(other, "third");
    await page.getByRole("switch", { name: "Single-letter keys" }).uncheck();
    await other.waitForFunction(() => JSON.parse(localStorage.getItem("parley.preferences")).letterKeys === false);
    await other.focus("#composer");
    await other.keyboard.press("Control+ArrowUp");
    await other.keyboard.press("r");
    await other.keyboard.press("?");
    assert.equal(await other.locator("dialog").count(), 0);
    await other.keyboard.press("Control+k");
    await other.waitForSelector("dialog[open]");
    await other.keyboard.press("Escape");
    await other.waitForSelector("dialog", { state: "detached" });

    await page.getByRole("switch", { name: "Single-letter keys" }).check();
    await other.waitForFunction(() => JSON.parse(localStorage.getItem("parley.preferences")).letterKeys === true);
    await other.focus("#composer");
    await other.keyboard.press("Control+ArrowUp");
    await other.keyboard.press("r");
    await other.waitForSelector(".emoji-picker input:focus");
  });

  test("With announcements off nothing is read aloud", async () => {
    const bob = await world.member("bob", "Bob Ray");
    await page.getByRole("switch", { name: "Announce new messages" }).uncheck();
    const other = await world.pageOf(world.ann, world.pathOf(world.general));
    await other.waitForFunction(() => JSON.parse(localStorage.getItem("parley.preferences")).announcements === false);
    await bob.say(world.general.id, "silence please");
    await waitForMessage(other, "silence please");
    const region = other.locator("[aria-live=polite][aria-atomic=true]");
    assert.equal(await region.textContent(), "");
    await page.getByRole("switch", { name: "Announce new messages" }).check();
    await other.waitForFunction(() => /silence please/.test(document.querySelector("[aria-live=polite][aria-atomic=true]").textContent));
  });

  for (const { name, options, theme } of [
    { name: "light", theme: "light", options: {} },
    { name: "dark", theme: "dark", options: {} },
    { name: "high contrast", theme: "contrast", options: { colorScheme: "light" } },
    { name: "high contrast, dark", theme: "contrast", options: { colorScheme: "dark" } },
    { name: "phone", theme: "light", options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } },
  ]) {
    test(`Preferences and a channel pass (${name})`, async () => {
      await page.getByLabel("Theme").selectOption(theme);
      const other = await world.pageOf(world.ann, "/account/preferences", options);
      await other.waitForFunction((wanted) => document.documentElement.dataset.theme === wanted, theme);
      await other.waitForSelector("#preference-theme");
      await assertAccessible(other, `preferences, ${name}`);
      const isSideways = await other.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      assert.equal(isSideways, false);
      await other.goto(world.pathOf(world.general));
      await waitForMessage(other, "third");
      await assertAccessible(other, `a channel, ${name}`);
      await other.context().close();
    });
  }
});
