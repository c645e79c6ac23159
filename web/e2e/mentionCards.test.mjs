import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { closeDialog, message, waitForMessage } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

const looks = [
  { look: "light", options: { colorScheme: "light" } },
  { look: "dark", options: { colorScheme: "dark" } },
  { look: "phone", options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: "light" } },
];

let world;
let root;
before(async () => {
  world = await World.settled();
  await world.member("bob", "Bob Ray");
  const cleo = await world.member("cleo", "Cleo Blanc");
  root = await cleo.say(world.general.id, "@ann and @bob. look: @channel, and @nobody, `@ann`");
  await cleo.say(world.general.id, "the last one");
});
after(() => world.close());

const card = (page, name) => page.getByRole("dialog", { name });
const called = (page, name) => message(page, "look:").getByRole("link", { name });

async function openGeneral(options) {
  const page = await world.pageOf(world.ann, world.pathOf(world.general), options);
  await waitForMessage(page, "the last one");
  return page;
}

for (const { look, options } of looks) {
  test(`A name that calls someone opens their card, one's own too (${look})`, async () => {
    const page = await openGeneral(options);
    const press = (name) => (look === "phone" ? called(page, name).tap() : called(page, name).click());
    await press("@bob");
    await card(page, "Bob Ray").getByText("@bob", { exact: true }).waitFor();
    await closeDialog(page);
    await press("@ann");
    await card(page, "Ann Lee").getByText("@ann (you)").waitFor();
    await page.goBack();
    await page.waitForSelector("dialog", { state: "detached" });

    assert.deepEqual(await message(page, "look:").locator(".called").allTextContents(), ["@ann", "@bob", "@channel"]);
    assert.equal(await message(page, "look:").locator(".body a").count(), 2);
    await called(page, "@ann").focus();
    await assertAccessible(page, "names that call someone");
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
}

test("By keyboard: the names of the message that has the focus are stops, those of others are none", async () => {
  const page = await openGeneral();
  await message(page, "the last one").focus();
  assert.deepEqual(await called(page, /@/).evaluateAll((names) => names.map(({ tabIndex }) => tabIndex)), [-1, -1]);
  await message(page, "look:").focus();
  await page.waitForFunction(() => document.querySelector("a.called").tabIndex === 0);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.waitForFunction(() => document.activeElement?.textContent === "@ann");
  await page.keyboard.press("Enter");
  await card(page, "Ann Lee").waitFor();
  await closeDialog(page);
  await page.waitForFunction(() => document.activeElement?.textContent === "@ann");
  await page.context().close();
});

test("In the list of mentions, and in a thread, which stays open under the card", async () => {
  const page = await openGeneral();
  await page.goto(`/w/${world.workspaceId}/mentions`);
  await page.locator(".found-row a.called", { hasText: "@bob" }).click();
  await card(page, "Bob Ray").waitFor();
  await closeDialog(page);
  await page.getByRole("heading", { name: "Mentions" }).waitFor();

  await page.goto(`${world.pathOf(world.general)}?thread=${root.seq}`);
  await page.locator(".thread-pane a.called", { hasText: "@bob" }).click();
  await card(page, "Bob Ray").waitFor();
  await closeDialog(page);
  await page.locator(".thread-pane a.called").first().waitFor();
  await page.context().close();
});
