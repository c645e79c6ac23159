import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { send, waitForMessage } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

/** English that would be left over; names and what people wrote are not looked at. */
const english = /\b(?:the|you|your|message|messages|channel|channels|search|settings|send|password|unread|members|thread|save)\b/i;

describe("the language", () => {
  let world;
  before(async () => {
    world = await World.settled({ nodes: 2 });
  });
  after(() => world.close());

  const lang = (page) => page.evaluate(() => document.documentElement.lang);
  const said = (page) =>
    page.evaluate(() =>
      [...document.querySelectorAll("*")].flatMap((element) => [
        ...["aria-label", "title", "placeholder", "alt"].map((name) => element.getAttribute(name) ?? ""),
        ...[...element.childNodes]
          .filter((node) => node.nodeType === Node.TEXT_NODE && element.closest("script,style,noscript,.body,code,kbd") === null)
          .map((node) => node.data),
      ]),
    );
  // What calls everyone is written the same in every language.
  const leftOver = async (page) => (await said(page)).filter((text) => english.test(text.replaceAll(/@\w+/g, "")));

  test("Who is not signed in reads the browser's language, and English where there is no other", async () => {
    const polish = await world.page({ locale: "pl-PL" });
    await polish.goto("/sign-in");
    await polish.getByRole("button", { name: "Zaloguj się" }).waitFor();
    assert.equal(await lang(polish), "pl");
    assert.deepEqual(await leftOver(polish), []);
    await assertAccessible(polish, "sign-in in Polish");

    const german = await world.page({ locale: "de-DE" });
    await german.goto("/sign-in");
    await german.getByRole("button", { name: "Sign in" }).waitFor();
    assert.equal(await lang(german), "en");
    assert.deepEqual(
      german.requests.map((request) => request.url()).filter((url) => /\/pl-/.test(url)),
      [],
    );
  });

  test("It is chosen in the preferences: at once, with the focus where it was, and on one's other device on another node", async () => {
    const here = await world.pageOf(world.ann, "/account/preferences");
    const there = await world.pageOf(world.ann, world.pathOf(world.general), { node: world.second });
    await send(there, "what I wrote stays");
    await waitForMessage(there, "what I wrote stays");
    await there.fill("#composer", "and what I write");

    await here.getByLabel("Language").focus();
    await here.getByLabel("Language").selectOption("pl");
    await here.getByRole("heading", { name: "Język i czas" }).waitFor();
    await here.waitForFunction(() => document.activeElement.id === "preference-language");
    await there.getByRole("textbox", { name: "Wiadomość do: #general" }).waitFor();
    assert.equal(await there.inputValue("#composer"), "and what I write");
    assert.deepEqual([await lang(here), await lang(there)], ["pl", "pl"]);
    assert.deepEqual([await leftOver(here), await leftOver(there)], [[], []]);
    await assertAccessible(here, "preferences in Polish");

    // Loaded again it is Polish from the first text on.
    await here.reload();
    await here.getByRole("heading", { name: "Język i czas" }).waitFor();
    await here.getByLabel("Język").selectOption("auto");
    await here.getByRole("heading", { name: "Language and time" }).waitFor();
    await there.getByRole("textbox", { name: "Message #general" }).waitFor();
  });

  test("Every page and window is in Polish", async () => {
    const page = await world.pageOf(world.ann, world.pathOf(world.general), { locale: "pl" });
    for (const path of [
      world.pathOf(world.general),
      `${world.pathOf(world.general)}?show=members`,
      `${world.pathOf(world.general)}?show=settings`,
      `${world.pathOf(world.general)}?show=pins`,
      `${world.pathOf(world.general)}?show=new-channel`,
      `${world.pathOf(world.general)}?show=new-message`,
      `${world.pathOf(world.general)}?show=invite`,
      `${world.pathOf(world.general)}?show=emoji`,
      `${world.pathOf(world.general)}?show=shortcuts`,
      `${world.pathOf(world.general)}?show=jump`,
      `/w/${world.workspaceId}/threads`,
      `/w/${world.workspaceId}/mentions`,
      `/w/${world.workspaceId}/saved`,
      `/w/${world.workspaceId}/people`,
      `/w/${world.workspaceId}/channels`,
      `/w/${world.workspaceId}/search`,
      "/account",
      "/account/preferences",
      "/account/sign-ins",
      "/account/tokens",
    ]) {
      await page.goto(path);
      await page.waitForSelector(path.includes("show=") ? "dialog, aside" : ".own-account", { state: "attached" });
      await page.waitForSelector("main h1, main .search-box, main", { state: "attached" });
      assert.deepEqual(await leftOver(page), [], path);
    }
  });
});
