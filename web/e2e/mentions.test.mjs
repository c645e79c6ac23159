import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { message, send, until, waitForChannel, waitForMessage } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

const looks = [
  { look: "light", options: { viewport: { width: 1280, height: 800 }, colorScheme: "light" } },
  { look: "dark", options: { viewport: { width: 1280, height: 800 }, colorScheme: "dark" } },
  { look: "phone", options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: "light" } },
];
// Where PARLEY_SCREENSHOTS says; without it none are taken.
const pictures = process.env.PARLEY_SCREENSHOTS;

let world;
let bob;
let plans;
let annsPage;
let bobsPage;
before(async () => {
  world = await World.settled();
  bob = await world.member("bob", "Bob Ray");
  await world.member("cleo.b", "Cléo Blanc");
  plans = await world.channel("plans", bob, { topic: "What comes next" });
  await world.ann.put(`/api/v1/channels/${plans.id}/members/me`);
  annsPage = await world.pageOf(world.ann, world.pathOf(world.general));
  bobsPage = await world.pageOf(bob, world.pathOf(plans));
  await waitForChannel(bobsPage, "plans");
});
after(() => world.close());

const plansLink = (page) => page.locator(".sidebar-link", { hasText: "plans" });
const badge = (page) => plansLink(page).locator(".badge");

describe("two people", () => {
  test("A name is completed by keys, and whoever is not in the channel is said to be outside", async () => {
    await bobsPage.focus("#composer");
    await bobsPage.keyboard.type("hello @an");
    const options = bobsPage.getByRole("listbox", { name: "People and groups to mention" }).getByRole("option");
    await options.first().waitFor();
    assert.match(await options.first().textContent(), /Ann Lee@ann/);
    assert.equal(await bobsPage.getAttribute("#composer", "aria-activedescendant"), await options.first().getAttribute("id"));
    await bobsPage.keyboard.press("Tab");
    await bobsPage.waitForFunction(() => document.querySelector("#composer").value === "hello @ann ");
    await options.first().waitFor({ state: "detached" });

    await bobsPage.keyboard.type("and @cleo");
    assert.match(await options.filter({ hasText: "Cléo" }).textContent(), /not in this channel/);
    await bobsPage.keyboard.press("Escape");
    await options.first().waitFor({ state: "detached" });
    assert.equal(await bobsPage.inputValue("#composer"), "hello @ann and @cleo");
    await bobsPage.keyboard.type(" in #pla");
    await bobsPage.getByRole("listbox", { name: "Channels" }).getByRole("option").first().waitFor();
    await bobsPage.keyboard.press("ArrowDown");
    await bobsPage.keyboard.press("Enter");
    await bobsPage.waitForFunction(() => document.querySelector("#composer").value === "hello @ann and @cleo in #plans ");
    await bobsPage.fill("#composer", "");
  });

  test("While an input method composes, no name is offered and its keys are its own", async () => {
    await bobsPage.focus("#composer");
    const cdp = await bobsPage.context().newCDPSession(bobsPage);
    await cdp.send("Input.imeSetComposition", { text: "@an", selectionStart: 3, selectionEnd: 3 });
    await bobsPage.waitForFunction(() => document.querySelector("#composer").value === "@an");
    assert.equal(await bobsPage.getByRole("listbox").count(), 0);
    await cdp.send("Input.insertText", { text: "@an" });
    await bobsPage.getByRole("listbox").waitFor();
    await cdp.detach();
    await bobsPage.keyboard.press("Escape");
    await bobsPage.fill("#composer", "");
  });

  test("The badge counts mentions only, and the title with it", async () => {
    await send(bobsPage, "nobody in particular");
    await annsPage.waitForSelector(".sidebar-link.unread >> text=plans");
    assert.equal(await badge(annsPage).count(), 0);
    assert.ok(!(await annsPage.title()).startsWith("("));

    await send(bobsPage, "@ann, look at this");
    await badge(annsPage).waitFor();
    await annsPage.getByRole("link", { name: "plans 1 mention: 1" }).waitFor();
    await annsPage.waitForFunction(() => document.title.startsWith("(1)"));
  });

  test("An edit takes a mention away and brings it back", async () => {
    const [last] = (await bob.get(`/api/v1/channels/${plans.id}/messages`)).messages.slice(-1);
    await bob.patch(`/api/v1/channels/${plans.id}/messages/${last.seq}`, { text: "look at this, `@ann`" });
    await badge(annsPage).waitFor({ state: "detached" });
    await bob.patch(`/api/v1/channels/${plans.id}/messages/${last.seq}`, { text: "**@ann**: look at this" });
    await badge(annsPage).waitFor();
  });

  test("Mentions are listed by a key, and one leads to its place, where it is marked", async () => {
    await annsPage.keyboard.press("Control+Shift+M");
    const list = annsPage.getByRole("list", { name: "Messages that mention you" });
    await list.getByRole("link").first().waitFor();
    assert.equal(await list.getByRole("listitem").count(), 1);
    await send(bobsPage, "@channel: one more");
    await until(async () => (await list.getByRole("listitem").count()) === 2, "the new mention");
    await list.getByRole("link").first().focus();
    await annsPage.keyboard.press("ArrowDown");
    await annsPage.keyboard.press("Enter");

    await waitForChannel(annsPage, "plans");
    await waitForMessage(annsPage, "look at this");
    await annsPage.waitForFunction(
      () => document.activeElement?.matches("article.calls-me") && document.activeElement.textContent.includes("look at this"),
    );
    assert.equal(await message(annsPage, "look at this").locator(".called.me").textContent(), "@ann");
    assert.equal(await message(bobsPage, "look at this").locator(".called").textContent(), "@ann");
    assert.equal(await bobsPage.locator("article.calls-me").count(), 0);
    await badge(annsPage).waitFor({ state: "detached" });
    await annsPage.goBack();
    await annsPage.waitForFunction(() => document.querySelector("h1")?.textContent === "Mentions");
  });

  test("A reply mentions although the channel shows nothing new, makes its thread one to read, and leads into it", async () => {
    await annsPage.goto(world.pathOf(world.general));
    await annsPage.waitForSelector("#composer");
    const root = await bob.say(plans.id, "a root of Bob's");
    await bob.put(`/api/v1/channels/${plans.id}/read-marker`, { seq: root.seq });
    await world.ann.put(`/api/v1/channels/${plans.id}/read-marker`, { seq: root.seq });
    await badge(annsPage).waitFor({ state: "detached" });
    await bob.reply(plans.id, root.seq, "@ann, in the thread");
    await annsPage.getByRole("link", { name: "plans 1 mention: 1" }).waitFor();
    await annsPage.getByRole("link", { name: "Threads , 1 unread thread" }).waitFor();
    await picture(annsPage, "mentions-thread-sidebar");

    await annsPage.keyboard.press("Control+Shift+M");
    await annsPage.getByRole("link", { name: "Bob Ray in a thread in #plans" }).click();
    const pane = annsPage.locator(".thread-pane");
    await pane.locator("article.calls-me", { hasText: "in the thread" }).waitFor();
    await annsPage.getByRole("link", { name: "Threads", exact: true }).waitFor();
    await badge(annsPage).waitFor({ state: "detached" });
    await annsPage.focus("#thread-composer");
    await annsPage.keyboard.type("@bo");
    await pane.getByRole("option", { name: /Bob Ray/ }).waitFor();
    await assertAccessible(annsPage, "completing a name in a thread");
    await picture(annsPage, "mentions-completion-thread");
    await annsPage.keyboard.press("Tab");
    await annsPage.waitForFunction(() => document.querySelector("#thread-composer").value === "@bob ");
    await annsPage.keyboard.type("seen");
    await annsPage.keyboard.press("Enter");
    await pane.locator("article", { hasText: "@bob seen" }).waitFor();
  });

  test("What is quoted calls nobody once more", async () => {
    await annsPage.goto(world.pathOf(world.general));
    await annsPage.waitForSelector("#composer");
    await bob.say(plans.id, "> @ann, look at this\n\nshe has not");
    await bob.say(plans.id, "@ann, are you?");
    await annsPage.getByRole("link", { name: "plans 1 mention: 1" }).waitFor();
    await plansLink(annsPage).click();
    await badge(annsPage).waitFor({ state: "detached" });
  });

  test("A device that was away learns what another one has read", async () => {
    const phone = await world.pageOf(world.ann, world.pathOf(world.general));
    await annsPage.goto(world.pathOf(world.general));
    await annsPage.waitForSelector("#composer");
    await bob.say(plans.id, "@ann, are you there?");
    await badge(annsPage).waitFor();
    await badge(phone).waitFor();
    await annsPage.context().setOffline(true);
    await plansLink(phone).click();
    await badge(phone).waitFor({ state: "detached" });
    await annsPage.context().setOffline(false);
    await badge(annsPage).waitFor({ state: "detached" });
    await phone.context().close();
  });

  test("Calling everyone in a channel of many asks first", async () => {
    for (let number = 0; number < 9; number += 1) {
      const person = await world.member(`crew${number}`, `Crew ${number}`);
      await person.put(`/api/v1/channels/${plans.id}/members/me`);
    }
    await bobsPage.waitForFunction(() => document.querySelector(".head")?.textContent.includes("11"));
    await send(bobsPage, "@channel, lunch");
    await bobsPage.getByRole("dialog").getByText("all 11 members").waitFor();
    await bobsPage.keyboard.press("Escape");
    assert.equal(await bobsPage.inputValue("#composer"), "@channel, lunch");
    await bobsPage.press("#composer", "Enter");
    await bobsPage.getByRole("button", { name: "Send and call them" }).click();
    await waitForMessage(bobsPage, "lunch");
    await send(bobsPage, "`@channel` in code asks nothing");
    await waitForMessage(bobsPage, "in code asks nothing");
  });

  test("A keyword counts like a mention once it is saved", async () => {
    await annsPage.goto("/account");
    await annsPage.getByLabel("Keywords").fill("deploy\n发布");
    await annsPage.getByRole("button", { name: "Save keywords" }).click();
    await annsPage.getByText("Saved.").waitFor();
    await annsPage.goto(world.pathOf(world.general));
    await annsPage.waitForSelector("#composer");
    const before = Number(
      (await badge(annsPage).count()) > 0 ? await badge(annsPage).evaluate((element) => element.lastChild.textContent) : 0,
    );
    await send(bobsPage, "DEPLOY is done, 现在发布吧");
    await annsPage.waitForFunction(
      (wanted) =>
        [...document.querySelectorAll(".sidebar-link")].some(
          (link) => link.textContent.includes("plans") && link.querySelector(".badge")?.lastChild.textContent === wanted,
        ),
      String(before + 1),
    );
  });

  test("Nothing complained", () => {
    const expected = /ERR_INTERNET_DISCONNECTED|WebSocket connection/;
    assert.deepEqual(
      [...annsPage.complaints, ...bobsPage.complaints].filter((complaint) => !expected.test(complaint)),
      [],
    );
  });
});

for (const { look, options } of looks) {
  test(`The views of mentions pass (${look})`, async () => {
    await bob.say(plans.id, "@ann, once more");
    const page = await world.pageOf(world.ann, `/w/${world.workspaceId}/mentions`, options);
    await page.waitForSelector(".found-row .called");
    await badge(page).waitFor({ state: "attached" });
    await assertAccessible(page, "mentions");
    await picture(page, `mentions-list-${look}`);
    if (look === "phone") {
      await page.getByRole("button", { name: "Open conversations" }).click();
      await plansLink(page).waitFor();
      await picture(page, `mentions-sidebar-${look}`);
    }
    await page.goto(world.pathOf(plans));
    await page.waitForSelector("article.calls-me .called.me");
    await page.focus("#composer");
    await page.keyboard.type("hello @");
    await page.getByRole("option").first().waitFor();
    await assertAccessible(page, "completing a name");
    await picture(page, `mentions-completion-${look}`);
    await page.fill("#composer", "@channel");
    await page.keyboard.press("Escape");
    await page.press("#composer", "Enter");
    await page.getByRole("button", { name: "Send and call them" }).waitFor();
    await assertAccessible(page, "asking before everyone is called");
    await page.keyboard.press("Escape");
    await page.fill("#composer", "");
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    await page.context().close();
  });
}

async function picture(page, name) {
  if (pictures !== undefined) {
    mkdirSync(pictures, { recursive: true });
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    await page.screenshot({ path: `${pictures}/${name}.png` });
  }
}
