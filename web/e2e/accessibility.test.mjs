import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { closeDialog, message } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

const wide = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
const looks = [
  { look: "light", options: { viewport: wide, colorScheme: "light" } },
  { look: "dark", options: { viewport: wide, colorScheme: "dark" } },
  { look: "phone", options: { viewport: phone, hasTouch: true, isMobile: true, colorScheme: "light" } },
];
const samples = [
  "A line with **bold**, _italic_, `code` and https://example.org/a/long/address/that/does/not/break/anywhere/at/all/whatever/the/width",
  "```js\nconst answer = 42; // a comment that is rather long, so that the block has to scroll to the side on a narrow screen\n```",
  "| name | value |\n| --- | --- |\n| one | 1 |\n| two | 2 |",
  "- [ ] to do\n- [x] done\n\n> a quote\n\n1. first\n2. second",
  "🎉",
  "שלום עולם",
];

let world;
let channel;
let root;
before(async () => {
  world = await World.settled();
  const bob = await world.member("bob", "Bob Ray");
  channel = await world.channel("samples", bob, { topic: "What messages look like" });
  await world.ann.put(`/api/v1/channels/${channel.id}/members/me`);
  for (const text of samples) {
    await bob.say(channel.id, text);
  }
  const last = await world.ann.say(channel.id, "mine");
  await world.ann.patch(`/api/v1/channels/${channel.id}/messages/${last.seq}`, { text: "mine, edited" });
  root = await world.ann.say(channel.id, "what a thread looks like");
  await bob.reply(channel.id, root.seq, "a reply with **bold** and a rather long line, so that it has to break somewhere in a narrow pane");
  await world.ann.reply(channel.id, root.seq, "another", { alsoInChannel: true });
  await bob.reply(channel.id, root.seq, "unread");
  const direct = await world.ann.put(`/api/v1/workspaces/${world.workspaceId}/direct-channels`, { accountIds: [bob.id] });
  await bob.say(direct.id, "unread");
});
after(() => world.close());

for (const { look, options } of looks) {
  describe(look, () => {
    let page;
    before(async () => {
      page = await world.pageOf(world.ann, world.pathOf(channel), options);
    });

    test(`Who is not signed in: every page passes (${look})`, async () => {
      const { code } = await world.ann.post(`/api/v1/workspaces/${world.workspaceId}/invites`, { role: "member", expiresInHours: 24 });
      const guest = await world.page(options);
      for (const [path, selector] of [
        ["/sign-in", "input[name=password]"],
        [`/invite/${code}`, "input[name=displayName]"],
        ["/invite/used-up", "h1"],
      ]) {
        await guest.goto(path);
        await guest.waitForSelector(`.gate ${selector}`);
        await assertAccessible(guest, path);
        await assertNoSidewaysScroll(guest, path);
      }
      await guest.context().close();
    });

    test(`A channel passes, with a message in hand and in every pane (${look})`, async () => {
      await page.waitForSelector("article pre");
      await page.waitForSelector(".as-written", { state: "detached" });
      await assertAccessible(page, "channel");
      await message(page, "mine, edited").focus();
      await page.waitForSelector("[role=toolbar]");
      await assertAccessible(page, "a message with its actions");
      await page.getByRole("toolbar").getByRole("button", { name: "More actions" }).click();
      await page.waitForSelector("[role=menu]");
      await assertAccessible(page, "the menu of a message");
      await assertNoSidewaysScroll(page, "the menu of a message");
      await page.getByRole("menuitem", { name: "Edit" }).click();
      await page.waitForSelector(".edit-box");
      await assertAccessible(page, "editing");
      await page.getByRole("button", { name: "Cancel" }).click();
      for (const pane of ["members", "settings"]) {
        await page.goto(`${world.pathOf(channel)}?show=${pane}`);
        await page.waitForSelector(`.pane ${pane === "members" ? ".rows li" : "textarea"}`);
        await assertAccessible(page, pane);
        await assertNoSidewaysScroll(page, pane);
      }
    });

    test(`A thread beside its channel, and the list of threads, pass (${look})`, async () => {
      await page.goto(`/w/${world.workspaceId}/threads`);
      await page.waitForSelector(".thread-card.unread");
      await assertAccessible(page, "the list of threads");
      await assertNoSidewaysScroll(page, "the list of threads");
      await page.goto(world.pathOf(channel));
      await page.waitForSelector(".thread-link.unread");
      await page.waitForSelector(".reply-note");
      await assertAccessible(page, "a message with a thread");
      await page.goto(`${world.pathOf(channel)}?thread=${root.seq}`);
      await page.locator(".thread-pane article").nth(3).focus();
      await page.waitForSelector(".thread-pane [role=toolbar]");
      await assertAccessible(page, "a thread");
      await assertNoSidewaysScroll(page, "a thread");
      // A page that still shows the thread would read it again.
      await page.goto("/account");
      await page.waitForSelector("select[name=timeZone]");
      await world.ann.put(`/api/v1/channels/${channel.id}/messages/${root.seq}/thread/read-marker`, { seq: root.seq });
    });

    test(`Every dialog passes (${look})`, async () => {
      for (const dialog of ["jump", "shortcuts", "invite", "new-channel", "new-message"]) {
        await page.goto(`${world.pathOf(channel)}?show=${dialog}`);
        await page.waitForSelector("dialog[open]");
        await assertAccessible(page, dialog);
        await closeDialog(page);
      }
    });

    test(`Every other page passes (${look})`, async () => {
      for (const [path, selector] of [
        [`/w/${world.workspaceId}/channels`, ".rows li"],
        [world.pathOf(world.general), "#composer"],
        ["/account", "select[name=timeZone]"],
        ["/account/preferences", "select[name=theme]"],
        ["/account/notifications", "input[name=level]"],
        ["/account/sign-ins", ".rows li"],
        ["/account/tokens", "input[name=name]"],
        ["/nothing/here", ".empty"],
      ]) {
        await page.goto(path);
        await page.waitForSelector(`main ${selector}`);
        await assertAccessible(page, path);
        await assertNoSidewaysScroll(page, path);
      }
    });

    if (options.isMobile) {
      test("The list of conversations passes where it lies over the page", async () => {
        await page.goto(world.pathOf(channel));
        await page.locator(".menu-button").tap();
        await page.getByRole("link", { name: "samples" }).waitFor();
        await assertAccessible(page, "drawer");
        await page.getByRole("link", { name: "general" }).tap();
        await page.waitForSelector(".drawer-open", { state: "detached" });
      });
    }
  });
}

test("The first run passes", async () => {
  const empty = await World.open();
  try {
    const page = await empty.page();
    await page.goto("/");
    await page.waitForSelector("input[name=workspaceName]");
    await assertAccessible(page, "first run");
  } finally {
    await empty.close();
  }
});

test("Nothing scrolls sideways at 320 pixels, not even code and long addresses", async () => {
  const page = await world.pageOf(world.ann, world.pathOf(channel), { viewport: { width: 320, height: 640 } });
  await page.waitForSelector("article pre");
  await assertNoSidewaysScroll(page, "channel");
  for (const [path, selector] of [
    ["/account", "select[name=timeZone]"],
    ["/account/preferences", "select[name=theme]"],
    ["/account/notifications", "input[name=level]"],
  ]) {
    await page.goto(path);
    await page.waitForSelector(selector);
    await assertNoSidewaysScroll(page, path);
  }
});

test("With forced colours the page still shows where one is", async () => {
  const page = await world.pageOf(world.ann, world.pathOf(channel), { forcedColors: "active" });
  await page.waitForSelector("article pre");
  await page.focus("#composer");
  const { border, background } = await page.evaluate(() => ({
    border: getComputedStyle(document.querySelector(".composer-box")).borderTopStyle,
    background: matchMedia("(forced-colors: active)").matches,
  }));
  assert.ok(background);
  assert.equal(border, "solid");
  await assertAccessible(page, "forced colours");
});

test("With reduced motion nothing moves by itself", async () => {
  const page = await world.pageOf(world.ann, world.pathOf(channel), { reducedMotion: "reduce" });
  await page.waitForSelector("article pre");
  await page.keyboard.press("Control+k");
  await page.waitForSelector("dialog[open]");
  const longest = await page.evaluate(() =>
    Math.max(0, ...document.getAnimations().map((animation) => Number(animation.effect.getComputedTiming().duration))),
  );
  assert.ok(longest <= 1, `an animation of ${longest} ms`);
});

async function assertNoSidewaysScroll(page, what) {
  const { content, window: inner } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: window.innerWidth,
  }));
  assert.ok(content <= inner, `${what}: ${content} px in a window of ${inner}`);
}
