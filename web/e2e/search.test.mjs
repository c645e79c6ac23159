import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { until, waitForChannel } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

describe("search", () => {
  let world;
  let bob;
  let plans;
  let hidden;
  let annsPage;
  before(async () => {
    world = await World.settled({ nodes: 2, settings: { Parley__Search__PerMinute: "100000" } });
    bob = await world.member("bob", "Bob Ray");
    plans = await world.channel("plans", bob, { visibility: "private" });
    await bob.put(`/api/v1/channels/${plans.id}/members/${world.ann.id}`);
    hidden = await world.channel("hidden", bob, { visibility: "private" });
    await bob.say(hidden.id, "the blue door of the secret house");
    await bob.say(plans.id, "the **blue** door by the `quay`");
    for (let number = 1; number <= 120; number += 1) {
      await bob.say(plans.id, `filler ${number}`);
    }
    const root = await bob.say(plans.id, "where is the boat?");
    await world.ann.reply(plans.id, root.seq, "a blue boat lies at the door");
    await bob.say(plans.id, "会議は東京都で");
    await until(async () => (await find(bob, "東京 in:plans")).length === 1, "the index to follow");
    annsPage = await world.pageOf(world.ann, world.pathOf(plans), { node: world.second });
    await waitForChannel(annsPage, "plans");
  });
  after(() => world.close());

  const find = async (person, q) => (await person.get(`/api/v1/workspaces/${world.workspaceId}/search?q=${encodeURIComponent(q)}`)).results;
  const input = (page) => page.getByRole("combobox", { name: "Search the workspace" });
  const found = (page) => page.locator(".hit-link");

  test("The key opens it in the channel, Enter searches, and the hits are marked", async () => {
    await annsPage.keyboard.press("Control+Shift+F");
    await input(annsPage).waitFor();
    assert.equal(await input(annsPage).inputValue(), "in:plans ");
    await annsPage.waitForFunction(() => document.activeElement?.id === "search-input");
    await annsPage.keyboard.type("blue door");
    await annsPage.keyboard.press("Enter");
    await annsPage.getByText("2 results").waitFor();
    assert.deepEqual((await found(annsPage).first().locator("mark").allTextContents()).sort(), ["blue", "door"]);
    await found(annsPage).filter({ hasText: "the blue door by the quay" }).waitFor();
    assert.equal(await annsPage.getByText("secret house").count(), 0);
  });

  test("A hit far up is reached by the keys, shown in its place, and back leads to the results", async () => {
    await annsPage.keyboard.press("ArrowDown");
    for (let step = 0; !(await annsPage.locator(".hit-link:focus").textContent()).includes("quay"); step += 1) {
      assert.ok(step < 2);
      await annsPage.keyboard.press("ArrowDown");
    }
    await annsPage.keyboard.press("Enter");
    await waitForChannel(annsPage, "plans");
    await annsPage.locator(".message.shown", { hasText: "by the quay" }).waitFor();
    await annsPage.goBack();
    await annsPage.getByText("2 results").waitFor();
    assert.equal(await input(annsPage).inputValue(), "in:plans blue door");
  });

  test("A hit in a thread opens the thread", async () => {
    await found(annsPage).filter({ hasText: "a blue boat" }).click();
    await annsPage.locator(".thread-pane", { hasText: "a blue boat lies at the door" }).waitFor();
    await annsPage.goBack();
    await annsPage.getByText("2 results").waitFor();
  });

  test("Operators, people and channels are suggested while one types", async () => {
    await annsPage.keyboard.press("Control+G");
    await annsPage.waitForFunction(() => document.activeElement?.id === "search-input" && document.activeElement.value === "");
    await annsPage.getByRole("option", { name: "in:plans blue door" }).waitFor();
    await annsPage.keyboard.type("boat fr");
    await annsPage.getByRole("option", { name: /from:/ }).waitFor();
    await annsPage.keyboard.press("ArrowDown");
    await annsPage.keyboard.press("Enter");
    await annsPage.waitForFunction(() => document.activeElement.value === "boat from:");
    await annsPage.keyboard.type("ray");
    await annsPage.getByRole("option", { name: /from:bob/ }).waitFor();
    await annsPage.keyboard.press("ArrowDown");
    await annsPage.keyboard.press("Enter");
    await annsPage.waitForFunction(() => document.activeElement.value === "boat from:bob ");
    await annsPage.keyboard.press("Enter");
    await annsPage.getByText("1 result", { exact: true }).waitFor();
    await found(annsPage).filter({ hasText: "where is the boat?" }).waitFor();
  });

  test("What is wrong with a search is said at the box", async () => {
    await input(annsPage).fill("has:cheese");
    await annsPage.keyboard.press("Enter");
    await annsPage.getByRole("alert").filter({ hasText: "has: takes file, image, link, reaction or pin." }).waitFor();
    assert.equal(await input(annsPage).getAttribute("aria-invalid"), "true");
    await input(annsPage).fill("nothingatall");
    await annsPage.keyboard.press("Enter");
    await annsPage.getByText("No message in your conversations says that.").waitFor();
  });

  test("People and channels have a tab each", async () => {
    await input(annsPage).fill("bo");
    await annsPage.keyboard.press("Enter");
    await annsPage.getByRole("tab", { name: "People" }).click();
    await found(annsPage).filter({ hasText: "Bob Ray" }).waitFor();
    await input(annsPage).fill("pl");
    await annsPage.keyboard.press("Enter");
    await annsPage.keyboard.press("Escape");
    await annsPage.getByRole("tab", { name: "People" }).press("ArrowRight");
    await found(annsPage).filter({ hasText: "plans" }).click();
    await waitForChannel(annsPage, "plans");
  });

  test("What the other writes, edits and takes back is found as it is, on the other node too", async () => {
    const { seq } = await bob.say(plans.id, "zanzibar tomorrow");
    await until(async () => (await find(world.ann, "zanzibar")).length === 1, "the new message");
    await annsPage.goto(`/w/${world.workspaceId}/search?q=zanzibar`);
    await found(annsPage).filter({ hasText: "zanzibar tomorrow" }).waitFor();
    await bob.patch(`/api/v1/channels/${plans.id}/messages/${seq}`, { text: "zanzibar next week" });
    await input(annsPage).press("Enter");
    await found(annsPage).filter({ hasText: "zanzibar next week" }).waitFor();
    await bob.delete(`/api/v1/channels/${plans.id}/messages/${seq}`);
    await input(annsPage).press("Enter");
    await annsPage.getByText("No message in your conversations says that.").waitFor();
  });

  for (const [look, options] of [
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["phone", { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
  ]) {
    test(`The page passes, ${look}`, async () => {
      const page = await world.pageOf(world.ann, `/w/${world.workspaceId}/search`, options);
      await page.getByText("these words, side by side").waitFor();
      await assertAccessible(page, "search");
      await shoot(page, `${look}-tips`);
      await page.goto(`/w/${world.workspaceId}/search?q=blue%20door`);
      await found(page).first().waitFor();
      await assertAccessible(page, "search results");
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
      await shoot(page, `${look}-results`);
      await input(page).fill("from:");
      await page.getByRole("option").first().waitFor();
      await assertAccessible(page, "search suggestions");
      await shoot(page, `${look}-suggestions`);
      await page.goto(`/w/${world.workspaceId}/search?q=has%3Acheese`);
      await page.getByRole("alert").waitFor();
      await assertAccessible(page, "search error");
    });
  }

  test("What one was removed from is not found any more", async () => {
    assert.equal((await find(world.ann, "quay")).length, 1);
    await bob.delete(`/api/v1/channels/${plans.id}/members/me`);
    assert.equal((await find(bob, "quay")).length, 0);
    assert.equal((await find(world.ann, "quay")).length, 1);
  });
});

/** For whoever looks at the pages: PARLEY_SHOTS names a folder. */
async function shoot(page, name) {
  if (process.env.PARLEY_SHOTS !== undefined) {
    await page.screenshot({ path: `${process.env.PARLEY_SHOTS}/search-${name}.png` });
  }
}
