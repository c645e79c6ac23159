import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Api } from "./support/api.mjs";
import { assertAccessible } from "./support/axe.mjs";
import { closeDialog, message, until, waitForChannel, waitForMessage } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

describe("groups, on two nodes", () => {
  let world;
  let plans;
  let bob;
  let dan;
  let annsPage;
  let bobsPage;
  let cleosPage;
  before(async () => {
    world = await World.settled({ nodes: 2 });
    bob = await world.member("bob", "Bob Ray");
    const cleo = await world.member("cleo", "Cleo Blanc");
    dan = await world.member("dan", "Dan Moss");
    plans = await world.channel("plans", bob);
    for (const person of [world.ann, cleo, dan]) {
      await person.put(`/api/v1/channels/${plans.id}/members/me`);
    }
    annsPage = await world.pageOf(world.ann, `/w/${world.workspaceId}/people`);
    bobsPage = await world.pageOf(bob, world.pathOf(plans), { node: world.second });
    cleosPage = await world.pageOf(cleo, world.pathOf(world.general), { node: world.second });
    await waitForChannel(bobsPage, "plans");
    await waitForChannel(cleosPage, "general");
  });
  after(() => world.close());

  const groupPath = (name) => `/api/v1/workspaces/${world.workspaceId}/groups/${name}`;
  const groups = (page) => page.getByRole("dialog", { name: "Groups", exact: true });
  const row = (page, name) => groups(page).locator(".groups > li", { hasText: `@${name}` });
  const chosen = (page) => page.getByRole("list", { name: "People of the group" });
  const finder = (page) => page.getByRole("combobox", { name: "Find people to add" });
  const plansLink = (page) => page.locator(".sidebar-link", { hasText: "plans" });
  const badge = (page) => plansLink(page).locator(".badge");
  const options = (page) => page.getByRole("listbox", { name: "People and groups to mention" }).getByRole("option");

  async function choose(page, typed, name) {
    await finder(page).fill(typed);
    await page.getByRole("option", { name }).waitFor();
    await finder(page).press("Enter");
    await chosen(page).getByText(name).waitFor();
  }

  const hasFocus = (page, text) => page.waitForFunction((wanted) => document.activeElement?.textContent === wanted, text);

  test("A group is made by keyboard, from the page of people", async () => {
    await annsPage.getByRole("button", { name: "Groups", exact: true }).press("Enter");
    await groups(annsPage).getByText("There is none yet.").waitFor();
    await groups(annsPage).getByRole("button", { name: "New group" }).press("Enter");
    await annsPage.waitForFunction(() => document.activeElement?.getAttribute("name") === "name");
    await annsPage.keyboard.type("@OnCall");
    assert.equal(await annsPage.getByRole("button", { name: "Create", exact: true }).isDisabled(), true);
    await annsPage.keyboard.press("Tab");
    assert.equal(await annsPage.evaluate(() => document.activeElement?.getAttribute("role")), "combobox");
    await choose(annsPage, "ann", "Ann Lee");
    await choose(annsPage, "bob", "Bob Ray");
    await choose(annsPage, "cleo", "Cleo Blanc");
    await annsPage.getByRole("status").getByText("3 people", { exact: true }).waitFor();
    await assertAccessible(annsPage, "a new group");
    await annsPage.keyboard.press("Enter");

    await row(annsPage, "oncall").getByText("3 people", { exact: true }).waitFor();
    assert.deepEqual(await row(annsPage, "oncall").getByRole("listitem").getByRole("button").allTextContents(), [
      "Ann Lee (you)",
      "Bob Ray",
      "Cleo Blanc",
    ]);
    await hasFocus(annsPage, "New group");
  });

  test("A name that is none, someone's, everyone's or taken is refused at its field", async () => {
    for (const [typed, problem] of [
      ["x", /2 to 32/],
      ["bob", /\S/],
      ["channel", /\S/],
      ["oncall", "There is a group @oncall already."],
    ]) {
      await groups(annsPage).getByRole("button", { name: "New group" }).click();
      await annsPage.getByRole("textbox", { name: "Name", exact: true }).fill(typed);
      await choose(annsPage, "dan", "Dan Moss");
      await annsPage.getByRole("button", { name: "Create", exact: true }).click();
      await annsPage.locator(".field .error-text", { hasText: problem }).waitFor();
      await annsPage.locator("input[name=name][aria-invalid=true]").waitFor();
      await annsPage.keyboard.press("Escape");
      await finder(annsPage).waitFor({ state: "detached" });
    }
    assert.deepEqual(await groups(annsPage).locator(".group-head b").allTextContents(), ["@oncall"]);
    await closeDialog(annsPage);
    // The browser says of the names that the server knows better that they were refused.
    assert.deepEqual(
      annsPage.complaints.filter((line) => !line.includes("400 (Bad Request)")),
      [],
    );
  });

  test("The other node offers it, and a message with it is a mention for its people and for nobody else", async () => {
    await bobsPage.locator("#composer").pressSequentially("@onc");
    await options(bobsPage).filter({ hasText: "@oncall" }).waitFor();
    assert.match(await options(bobsPage).first().textContent(), /@oncall3 people/);
    await assertAccessible(bobsPage, "completing a group");
    await bobsPage.keyboard.press("Enter");
    await bobsPage.waitForFunction(() => document.querySelector("#composer").value === "@oncall ");
    await bobsPage.keyboard.type("please look");
    await bobsPage.keyboard.press("Enter");

    await badge(annsPage).waitFor();
    await badge(cleosPage).waitFor();
    const ofDan = async () => (await dan.get("/api/v1/sync")).channels.find(({ channel }) => channel.id === plans.id);
    await until(async () => (await ofDan()).unread > 0, "the message, for Dan");
    assert.deepEqual((await ofDan()).mentionSeqs, []);
    assert.equal(await badge(bobsPage).count(), 0);
  });

  test("Its name is marked, for whom it calls as a call of theirs, and leads to the groups", async () => {
    await plansLink(annsPage).click();
    await plansLink(cleosPage).click();
    for (const page of [annsPage, cleosPage]) {
      await message(page, "please look").locator("a.called.me", { hasText: "@oncall" }).waitFor();
    }
    const ofBob = message(bobsPage, "please look").locator("a.called");
    assert.equal(await ofBob.getAttribute("class"), "called");
    assert.match(await ofBob.getAttribute("title"), /Cleo Blanc/);
    assert.equal(await ofBob.getAttribute("href"), "?show=groups");

    await ofBob.click();
    await row(bobsPage, "oncall").getByRole("button", { name: "Cleo Blanc" }).click();
    await bobsPage.getByRole("dialog", { name: "Cleo Blanc" }).getByText("@cleo", { exact: true }).waitFor();
    await bobsPage.goBack();
    await bobsPage.getByRole("dialog", { name: "Cleo Blanc" }).waitFor({ state: "detached" });
    await row(bobsPage, "oncall").waitFor();
  });

  test("Who is in it changes, and the other node sees it", async () => {
    await message(annsPage, "please look").locator("a.called").click();
    await annsPage.getByRole("button", { name: "Change @oncall" }).press("Enter");
    await annsPage.waitForFunction(() => document.activeElement?.getAttribute("role") === "combobox");
    await annsPage.getByRole("button", { name: "Remove Cleo Blanc from the group" }).click();
    await choose(annsPage, "dan", "Dan Moss");
    await annsPage.getByRole("button", { name: "Save", exact: true }).click();

    await row(bobsPage, "oncall").getByRole("button", { name: "Dan Moss" }).waitFor();
    await row(bobsPage, "oncall").getByRole("button", { name: "Cleo Blanc" }).waitFor({ state: "detached" });
    await finder(annsPage).waitFor({ state: "detached" });
    await annsPage.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Change @oncall");
  });

  test("It is deleted, and the other node offers it no more; what it called stays as it is", async () => {
    await annsPage.getByRole("button", { name: "Delete @oncall" }).click();
    await annsPage.getByRole("button", { name: "Delete", exact: true }).click();
    await groups(annsPage).getByText("There is none yet.").waitFor();
    await hasFocus(annsPage, "New group");
    await closeDialog(annsPage);

    await groups(bobsPage).getByText("There is none yet.").waitFor();
    await closeDialog(bobsPage);
    await bobsPage.locator("#composer").pressSequentially("@");
    await options(bobsPage).filter({ hasText: "Cleo Blanc" }).waitFor();
    assert.equal(await options(bobsPage).filter({ hasText: "@oncall" }).count(), 0);
    await bobsPage.fill("#composer", "");
    await message(annsPage, "please look").locator(".called.me").waitFor();
    assert.deepEqual([...bobsPage.complaints, ...cleosPage.complaints], []);
  });

  test("A guest is called by one, and neither sees nor calls any", async () => {
    const { code } = await world.ann.post(`/api/v1/workspaces/${world.workspaceId}/invites`, {
      role: "guest",
      expiresInHours: 24,
      maxUses: 1,
      channelIds: [plans.id],
    });
    const gus = await Api.signUp(world.server.url, { username: "gus", displayName: "Gus Holt", invite: code });
    await world.ann.put(groupPath("watch"), { accountIds: [world.ann.id, gus.id] });
    await bob.say(plans.id, "@watch the tide");
    const page = await world.pageOf(gus, world.pathOf(plans), { node: world.second });
    await waitForMessage(page, "the tide");
    await message(page, "the tide").locator("span.called.me", { hasText: "@watch" }).waitFor();
    assert.equal(await message(page, "the tide").locator("a.called").count(), 0);
    await page.locator("#composer").pressSequentially("@");
    await options(page).filter({ hasText: "Bob Ray" }).waitFor();
    assert.equal(await options(page).filter({ hasText: "@watch" }).count(), 0);
    await page.fill("#composer", "");

    await page.goto(`/w/${world.workspaceId}/people?show=groups`);
    await page.locator(".people li", { hasText: "Bob Ray" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Groups", exact: true }).count(), 0);
    assert.equal(await page.locator("dialog").count(), 0);
    assert.deepEqual(
      page.requests.map((request) => request.url()).filter((url) => /\/api\/.*\/groups/.test(url)),
      [],
    );
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  for (const [name, more] of [
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["phone", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
  ]) {
    test(`The groups, and the form of one, pass (${name})`, async () => {
      await world.ann.put(groupPath("everybody-who-looks-after-it"), { accountIds: [world.ann.id, bob.id, dan.id] });
      const page = await world.pageOf(world.ann, `${world.pathOf(world.general)}?show=groups`, more);
      const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
      await row(page, "everybody-who-looks-after-it").getByRole("button", { name: "Dan Moss" }).waitFor();
      await assertAccessible(page, `groups, ${name}`);
      assert.equal(await fits(), true);
      await page.getByRole("button", { name: "Change @everybody-who-looks-after-it" }).click();
      await finder(page).fill("cleo");
      await page.getByRole("option", { name: "Cleo Blanc" }).waitFor();
      await assertAccessible(page, `changing a group, ${name}`);
      assert.equal(await fits(), true);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }
});
