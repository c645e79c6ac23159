import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { act, closeDialog, message, send, until, waitForChannel, waitForMessage } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

describe("messages", () => {
  let world;
  let bob;
  let direct;
  let plans;
  let annsPage;
  let bobsPage;
  before(async () => {
    world = await World.settled();
    bob = await world.member("bob", "Bob Ray");
    direct = await world.ann.put(`/api/v1/workspaces/${world.workspaceId}/direct-channels`, { accountIds: [bob.id] });
    plans = await world.channel("plans");
    await bob.put(`/api/v1/channels/${plans.id}/members/me`);
    annsPage = await world.pageOf(world.ann, world.pathOf(world.general), { serviceWorkers: "block" });
    bobsPage = await world.pageOf(bob, world.pathOf(world.general));
  });
  after(() => world.close());

  test("The Up key edits one's last message, and others see that it was edited", async () => {
    await send(annsPage, "see you at three");
    await waitForMessage(annsPage, "see you at three");
    await annsPage.press("#composer", "ArrowUp");
    await annsPage.fill(".edit-box textarea", "see you at *four*");
    await annsPage.press(".edit-box textarea", "Enter");
    await waitForMessage(bobsPage, "see you at four");
    assert.equal(await message(bobsPage, "see you at four").locator(".edited").textContent(), "(edited)");
  });

  test("Escape takes an edit back and returns to the composer", async () => {
    await annsPage.press("#composer", "ArrowUp");
    await annsPage.fill(".edit-box textarea", "never said");
    await annsPage.press(".edit-box textarea", "Escape");
    await annsPage.waitForFunction(() => document.activeElement?.id === "composer");
    await waitForMessage(annsPage, "see you at four");
  });

  test("A deleted message goes for everyone", async () => {
    await send(annsPage, "a secret by mistake");
    await waitForMessage(bobsPage, "a secret by mistake");
    await act(annsPage, "a secret by mistake", "Delete");
    await annsPage.locator("dialog").getByRole("button", { name: "Delete" }).click();
    for (const page of [annsPage, bobsPage]) {
      await page.getByText("This message was deleted.").waitFor();
      assert.equal(await message(page, "a secret by mistake").count(), 0);
    }
  });

  test("A message that the server refuses keeps its text, and Try again sends it once", async () => {
    const posts = `**/api/v1/channels/${world.general.id}/messages`;
    await annsPage.route(posts, (route) =>
      route.fulfill({
        status: 403,
        contentType: "application/problem+json",
        body: JSON.stringify({ type: "about:blank", title: "Forbidden", status: 403, detail: "Not today.", code: "forbidden", errors: {} }),
      }),
    );
    await send(annsPage, "worth a second try");
    await annsPage.getByText("Not sent: Not today.").waitFor();
    assert.ok(await message(annsPage, "worth a second try").isVisible());
    await annsPage.unroute(posts);
    await annsPage.getByRole("button", { name: "Try again" }).click();
    await waitForMessage(bobsPage, "worth a second try");
    await annsPage.waitForSelector(".not-sent", { state: "detached" });
    const sent = (await world.ann.history(world.general.id)).filter(({ text }) => text === "worth a second try");
    assert.equal(sent.length, 1);
  });

  test("The Enter that ends an input method's composition sends nothing", async () => {
    await annsPage.fill("#composer", "にほ");
    await annsPage.evaluate(() =>
      document
        .getElementById("composer")
        .dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true })),
    );
    assert.equal(await annsPage.inputValue("#composer"), "にほ");
    await annsPage.fill("#composer", "");
  });

  test("A draft is there again after a reload, and marked in the sidebar while one is elsewhere", async () => {
    await annsPage.fill("#composer", "half a thought");
    await annsPage.reload();
    await annsPage.waitForFunction(() => document.getElementById("composer")?.value === "half a thought");
    await annsPage.getByRole("link", { name: "plans" }).click();
    await waitForChannel(annsPage, "plans");
    assert.equal(await annsPage.inputValue("#composer"), "");
    await annsPage.getByRole("link", { name: "general , Draft" }).click();
    await annsPage.waitForFunction(() => document.getElementById("composer")?.value === "half a thought");
    await annsPage.fill("#composer", "");
  });

  test("Whoever types is named until the message is there", async () => {
    await bobsPage.focus("#composer");
    await bobsPage.keyboard.type("wait");
    await annsPage.getByText("Bob Ray is typing").waitFor();
    await bobsPage.keyboard.press("Enter");
    await waitForMessage(annsPage, "wait");
    await annsPage.getByText("Bob Ray is typing").waitFor({ state: "detached" });
  });

  test("A dot shows who is there", async () => {
    const dot = annsPage.getByRole("link", { name: "Bob Ray" }).locator(".presence");
    await annsPage.waitForSelector(".sidebar-link .presence.online");
    await bobsPage.goto("about:blank");
    await annsPage.waitForSelector(".sidebar-link .presence.offline");
    await bobsPage.goto(world.pathOf(world.general));
    await annsPage.waitForSelector(".sidebar-link .presence.online");
    assert.match(await dot.getAttribute("class"), /online/);
  });

  test("What was written elsewhere is bold, a direct message is counted, and New stands above the first of them", async () => {
    await world.ann.say(plans.id, "seen by its author");
    for (const text of ["first new one", "second new one"]) {
      await bob.say(plans.id, text);
      await bob.say(direct.id, text);
    }
    await annsPage.getByRole("link", { name: "2 unread messages: 2" }).waitFor();
    await annsPage.getByRole("link", { name: "plans , unread" }).click();
    await waitForMessage(annsPage, "second new one");
    const above = annsPage.locator(".item").filter({ has: annsPage.locator(".unread-line") });
    assert.match(await above.textContent(), /^New.*first new one/s);
    await annsPage.waitForSelector(".sidebar-link.unread >> text=plans", { state: "detached" });
    assert.ok(await annsPage.isVisible(".unread-line"), "the line stays while one reads");
  });

  test("What was read on one device is read on the other one", async () => {
    const phone = await world.pageOf(world.ann, world.pathOf(direct));
    await waitForMessage(phone, "second new one");
    await annsPage.waitForSelector(".sidebar-link .badge", { state: "detached" });
    await phone.context().close();
  });

  test("A message marked unread is unread on the other device too, and Escape marks it read", async () => {
    const phone = await world.pageOf(world.ann, world.pathOf(world.general));
    await act(annsPage, "first new one", "Mark unread from here");
    await phone.waitForSelector(".sidebar-link.unread >> text=plans");
    await annsPage.focus("#composer");
    await annsPage.keyboard.press("Escape");
    await phone.waitForSelector(".sidebar-link.unread >> text=plans", { state: "detached" });
    assert.equal(await annsPage.locator(".unread-line").count(), 0);
    await phone.context().close();
  });

  test("The marker that moved is the server's own", async () => {
    await bob.say(plans.id, "read at once");
    await waitForMessage(annsPage, "read at once");
    await until(async () => {
      const { channels } = await world.ann.get("/api/v1/sync");
      const { readSeq, channel } = channels.find((one) => one.channel.id === plans.id);
      return readSeq === channel.head;
    }, "the read marker at the channel's head");
  });

  test("Marks can be set by key, and the preview shows what they mean", async () => {
    await annsPage.fill("#composer", "bold");
    await annsPage.press("#composer", "Control+a");
    await annsPage.press("#composer", "Control+b");
    assert.equal(await annsPage.inputValue("#composer"), "**bold**");
    await annsPage.getByRole("button", { name: "Preview" }).click();
    assert.equal(await annsPage.textContent(".preview strong"), "bold");
    await annsPage.getByRole("button", { name: "Preview" }).click();
    await annsPage.fill("#composer", "");
  });

  test("Near the limit the characters that are left are counted, and what is too long cannot be sent", async () => {
    await annsPage.fill("#composer", "x".repeat(19_990));
    assert.equal(await annsPage.textContent(".countdown"), "10 characters left");
    await annsPage.fill("#composer", "x".repeat(20_001));
    assert.equal(await annsPage.textContent(".countdown"), "1 character too many");
    assert.ok(await annsPage.getByRole("button", { name: "Send message" }).isDisabled());
    await annsPage.fill("#composer", "");
  });

  test("The dialogs close with Escape and give the focus back", async () => {
    await annsPage.getByRole("button", { name: "Invite people" }).click();
    await annsPage.waitForSelector("dialog[open]");
    await closeDialog(annsPage);
    assert.equal(await annsPage.evaluate(() => document.activeElement.textContent), "Invite people");
  });
});
