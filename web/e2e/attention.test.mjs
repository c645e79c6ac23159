import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { closeDialog, send, waitForChannel, waitForMessage } from "./support/chat.mjs";
import { decides, watchNotifications } from "./support/notifications.mjs";
import { World } from "./support/world.mjs";

const minuteMs = 60_000;

describe("attention, on two nodes", () => {
  let world;
  let bob;
  let direct;
  let ann;
  let bobs;
  before(async () => {
    world = await World.settled({ nodes: 2 });
    bob = await world.member("bob", "Bob Ray");
    direct = await world.ann.put(`/api/v1/workspaces/${world.workspaceId}/direct-channels`, { accountIds: [bob.id] });
    await world.ann.say(world.general.id, "from ann");
    ann = await world.pageOf(world.ann, world.pathOf(world.general));
    bobs = await world.pageOf(bob, world.pathOf(world.general), { node: world.second });
    await waitForMessage(bobs, "from ann");
    await sidebarLink(bobs, "Ann Lee").locator(".presence.online").waitFor();
  });
  after(() => world.close());

  test("A status is said in the dialog and seen on the other node, and it ends there at its time", async () => {
    await ann.getByRole("button", { name: "Set your status" }).click();
    const dialog = ann.getByRole("dialog", { name: "Your status" });
    await dialog.getByRole("button", { name: "In a meeting" }).click();
    await dialog.getByLabel("What are you up to?").fill("Planning the harbour");
    await dialog.getByRole("button", { name: "Save" }).click();
    await ann.locator(".own-account").getByText("Planning the harbour").waitFor();

    await sidebarLink(bobs, "Ann Lee").getByRole("img", { name: "Planning the harbour" }).waitFor();
    await bobs.locator("article header").getByRole("img", { name: "Planning the harbour" }).waitFor();
    await bobs.locator("article .author", { hasText: "Ann Lee" }).click();
    await bobs
      .getByRole("dialog", { name: "Ann Lee" })
      .getByText(/Planning the harbour.*until/)
      .waitFor();
    await closeDialog(bobs);

    await world.ann.put("/api/v1/me/status", { emoji: "🍵", text: "tea", endsAt: new Date(Date.now() + 2_500).toISOString() });
    await sidebarLink(bobs, "Ann Lee").getByRole("img", { name: "tea" }).waitFor();
    await sidebarLink(bobs, "Ann Lee").getByRole("img", { name: "tea" }).waitFor({ state: "detached" });
    await ann.locator(".own-account").getByText("tea").waitFor({ state: "detached" });
  });

  test("Do not disturb shows with its name on the other node, and nothing interrupts", async () => {
    const noted = await watchNotifications(ann);
    await ann.getByRole("button", { name: "Set your status" }).click();
    await ann.getByRole("radio", { name: /^Do not disturb/ }).focus();
    await ann.keyboard.press("Space");
    await ann.getByLabel("Ends").selectOption({ label: "In 1 hour" });
    await ann.getByRole("button", { name: "Save" }).click();
    await sidebarLink(bobs, "Ann Lee").getByRole("img", { name: "Do not disturb" }).waitFor();

    await send(bobs, "@ann while you rest");
    await waitForMessage(ann, "while you rest");
    await bob.say(direct.id, "and here");
    await sidebarLink(ann, "Bob Ray").locator(".badge", { hasText: "1" }).waitFor();

    await ann.getByRole("button", { name: "Set your status" }).click();
    await ann.getByRole("radio", { name: /^Online/ }).check();
    await ann.getByRole("button", { name: "Save" }).click();
    await sidebarLink(bobs, "Ann Lee").getByRole("img", { name: "Do not disturb" }).waitFor({ state: "detached" });
    await bob.say(direct.id, "good morning");
    await noted.waitFor("good morning");
    assert.deepEqual(noted.bodies(), ["good morning"]);
    await world.ann.put(`/api/v1/channels/${direct.id}/read-marker`, { seq: 999 });
    await noted.waitForClosed("good morning");
  });

  test("A muted channel is dimmed and not bold, also on another device, and a mention still counts", async () => {
    const quiet = await world.channel("quiet");
    await bob.put(`/api/v1/channels/${quiet.id}/members/me`);
    const phone = await world.pageOf(world.ann, world.pathOf(world.general), { node: world.second });
    await ann.goto(world.pathOf(quiet));
    await ann.getByRole("button", { name: "Notifications…" }).click();
    const dialog = ann.getByRole("dialog", { name: "Notifications of #quiet" });
    await dialog.getByRole("radio", { name: "Nothing: mute it" }).check();
    await dialog.getByRole("checkbox", { name: "Ignore @channel and @here" }).check();
    await dialog.getByRole("button", { name: "Save" }).click();
    await ann.waitForSelector("dialog", { state: "detached" });
    await phone.locator(".muted-link", { hasText: "quiet" }).waitFor();

    await ann.goto(world.pathOf(world.general));
    const noted = await watchNotifications(ann);
    await bob.say(quiet.id, "something");
    await bob.say(quiet.id, "@channel everyone");
    await bob.say(quiet.id, "@ann you");
    for (const page of [ann, phone]) {
      const link = sidebarLink(page, "quiet");
      await link.locator(".badge", { hasText: "1" }).waitFor();
      assert.match(await link.getAttribute("class"), /muted-link/);
      assert.doesNotMatch(await link.getAttribute("class"), /unread/);
      assert.equal(await link.evaluate((element) => getComputedStyle(element).fontWeight), "400");
    }
    await bob.say(direct.id, "not muted");
    await noted.waitFor("not muted");
    assert.deepEqual(noted.bodies(), ["not muted"]);
  });

  test("Quiet hours begin by the clock of the page", async () => {
    const now = new Date();
    const clockOf = (ms) => new Date(ms).toISOString().slice(11, 16);
    const days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    const quietHours = {
      days,
      from: clockOf(now.getTime() + 2 * minuteMs),
      to: clockOf(now.getTime() + 60 * minuteMs),
      timeZone: "Etc/UTC",
    };
    const noted = await watchNotifications(ann);
    await ann.clock.setFixedTime(now);
    await decides(ann, () => world.ann.put("/api/v1/me/notifications", { level: "mentions", quietHours, sound: true, hidesContent: true }));
    await bob.say(direct.id, "before they begin");
    await noted.waitFor("New message");
    assert.deepEqual(noted.titles(), ["Parley"]);

    await ann.clock.setFixedTime(now.getTime() + 3 * minuteMs);
    await bob.say(direct.id, "while they last");
    await sidebarLink(ann, "Bob Ray").locator(".badge", { hasText: "3" }).waitFor();
    await decides(ann, () =>
      world.ann.put("/api/v1/me/notifications", { level: "mentions", quietHours: null, sound: false, hidesContent: false }),
    );
    await bob.say(direct.id, "after them");
    await noted.waitFor("after them");
    assert.deepEqual(noted.bodies(), ["New message", "after them"]);
  });

  test("Three tabs show one notification, whose click leads to the message in one of them", async () => {
    const tabs = [await world.pageOf(world.ann, world.pathOf(world.general))];
    const noted = await watchNotifications(tabs[0]);
    for (const _ of [1, 2]) {
      const tab = await tabs[0].context().newPage();
      await decides(tab, () => tab.goto(world.pathOf(world.general)));
      await waitForMessage(tab, "from ann");
      tabs.push(tab);
    }
    await bob.say(direct.id, "to one of three");
    await noted.waitFor("to one of three");
    for (const tab of tabs) {
      await sidebarLink(tab, "Bob Ray").locator(".badge").waitFor();
    }
    await bob.say(direct.id, "and again");
    await noted.waitFor("and again");
    assert.deepEqual(noted.bodies(), ["to one of three", "and again"]);

    await noted.click("and again");
    const led = await Promise.any(tabs.map((tab) => waitForChannel(tab, "Bob Ray").then(() => tab)));
    await waitForMessage(led, "and again");
    assert.deepEqual(led.complaints ?? [], []);
  });

  test("The browser is asked after a click on our own words, and never before", async () => {
    const page = await world.pageOf(world.ann, world.pathOf(world.general));
    const noted = await watchNotifications(page, { permission: "default" });
    assert.equal(await page.locator(".attention-prompt").count(), 0);
    await bob.say(direct.id, "you may want to know");
    const prompt = page.getByRole("region", { name: "Notifications" });
    await prompt.getByText("Something new came for you.").waitFor();
    assert.equal(noted.asked(), 0);
    await prompt.getByRole("button", { name: "Turn on notifications" }).click();
    await prompt.waitFor({ state: "detached" });
    assert.equal(noted.asked(), 1);
    await bob.say(direct.id, "now you know");
    await noted.waitFor("now you know");
  });

  test("What notifies is set by keyboard on a page of the settings", async () => {
    const page = await world.pageOf(world.ann, "/account/notifications");
    await page.getByRole("radio", { name: "Every message" }).focus();
    await page.keyboard.press("Space");
    await page.getByRole("checkbox", { name: "Nothing interrupts me at these times" }).focus();
    await page.keyboard.press("Space");
    await page.getByText("on the next day").waitFor();
    await page.getByRole("checkbox", { name: "Sunday" }).uncheck();
    await page.getByLabel("By the clock of").selectOption("Asia/Tokyo");
    await page.getByRole("button", { name: "Save", exact: true }).press("Enter");
    await page.getByText("Saved.").waitFor();
    const saved = await world.ann.get("/api/v1/me/notifications");
    assert.equal(saved.level, "everything");
    assert.deepEqual([saved.quietHours.from, saved.quietHours.to, saved.quietHours.timeZone], ["22:00", "07:00", "Asia/Tokyo"]);
    assert.deepEqual(saved.quietHours.days.toSorted(), ["friday", "monday", "saturday", "thursday", "tuesday", "wednesday"]);
    assert.deepEqual(page.complaints, []);
  });
});

function sidebarLink(page, name) {
  return page.locator(".sidebar .sidebar-link", { hasText: name });
}
