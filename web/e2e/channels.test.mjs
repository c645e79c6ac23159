import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { send, waitForChannel, waitForMessage } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

describe("channels", () => {
  let world;
  let bob;
  let annsPage;
  let bobsPage;
  before(async () => {
    world = await World.settled();
    bob = await world.member("bob", "Bob Ray");
    await world.member("cleo", "Cleo Marsh");
    annsPage = await world.pageOf(world.ann);
    bobsPage = await world.pageOf(bob);
  });
  after(() => world.close());

  test("A public channel is created, found by others and joined", async () => {
    await create(annsPage, "open space", "Public");
    await waitForChannel(annsPage, "open-space");
    await send(annsPage, "anyone here?");

    await bobsPage.getByRole("link", { name: "Browse channels" }).click();
    await bobsPage.getByRole("searchbox", { name: "Find a channel" }).fill("space");
    await bobsPage.getByRole("button", { name: "Join open-space" }).click();
    await bobsPage.getByRole("link", { name: "open-space" }).first().click();
    await waitForMessage(bobsPage, "anyone here?");
    await send(bobsPage, "I am");
    await waitForMessage(annsPage, "I am");
    await annsPage.getByText("Bob Ray joined").waitFor();
  });

  test("A public channel can be read before it is joined, and joined from there", async () => {
    const other = await world.channel("library");
    await world.ann.say(other.id, "books are on the left");
    await bobsPage.goto(world.pathOf(other));
    await waitForMessage(bobsPage, "books are on the left");
    assert.equal(await bobsPage.locator("#composer").count(), 0);
    await bobsPage.getByRole("button", { name: "Join channel" }).click();
    await bobsPage.waitForSelector("#composer");
  });

  test("A private channel shows to nobody else, until they are added", async () => {
    await create(annsPage, "surprise", "Private");
    await waitForChannel(annsPage, "surprise");
    await send(annsPage, "cake at five");
    const path = new URL(annsPage.url()).pathname;
    await bobsPage.goto(path);
    await bobsPage.getByText("It may be private, or it is gone.").waitFor();

    await annsPage.getByRole("button", { name: "1 member" }).click();
    await annsPage.getByRole("combobox", { name: "Find people to add" }).fill("bob");
    await annsPage.getByRole("option", { name: /Bob Ray/ }).waitFor();
    await annsPage.keyboard.press("Enter");
    await annsPage.locator(".pane .rows").getByText("Bob Ray").waitFor();
    await bobsPage.getByRole("link", { name: "surprise" }).click();
    await waitForMessage(bobsPage, "cake at five");
  });

  test("Whoever is removed from a private channel loses it at once, open or not", async () => {
    await annsPage.getByRole("button", { name: "Remove Bob Ray from this channel" }).click();
    await annsPage.locator("dialog").getByRole("button", { name: "Remove" }).click();
    await bobsPage.getByText("It may be private, or it is gone.").waitFor();
    assert.equal(await bobsPage.getByText("cake at five").count(), 0);
    assert.equal(await bobsPage.getByRole("link", { name: "surprise" }).count(), 0);
    await annsPage.getByText("Ann Lee removed Bob Ray").waitFor();
    await annsPage.keyboard.press("Escape");
  });

  test("A topic shows beside the name, for everyone", async () => {
    await annsPage.getByRole("link", { name: "open-space" }).click();
    await bobsPage.getByRole("link", { name: "open-space" }).click();
    await annsPage.getByRole("button", { name: "Channel settings" }).click();
    await annsPage.getByRole("textbox", { name: "Topic" }).fill("Wednesdays at ten");
    await annsPage.getByRole("button", { name: "Save" }).click();
    await bobsPage.getByText("Ann Lee set the topic: Wednesdays at ten").waitFor();
    assert.equal(await bobsPage.textContent(".topic"), "Wednesdays at ten");
  });

  test("An archived channel can be read, not written to, and is restored", async () => {
    await annsPage.getByRole("button", { name: "Archive channel" }).click();
    await annsPage.locator("dialog").getByRole("button", { name: "Archive channel" }).click();
    for (const page of [annsPage, bobsPage]) {
      await page.getByText("This channel is archived.").waitFor();
      assert.equal(await page.locator("#composer").count(), 0);
    }
    await annsPage.getByRole("button", { name: "Restore" }).click();
    await bobsPage.waitForSelector("#composer");
    await send(bobsPage, "back again");
    await waitForMessage(annsPage, "back again");
  });

  test("The channel that everyone is in is not offered for archiving", async () => {
    await annsPage.goto(`${world.pathOf(world.general)}?show=settings`);
    await annsPage.getByRole("button", { name: "Leave channel" }).waitFor();
    assert.equal(await annsPage.getByRole("button", { name: "Archive channel" }).count(), 0);
    assert.equal(await annsPage.getByRole("textbox", { name: "Name" }).count(), 1);
  });

  test("Whoever made a channel governs it without being an administrator", async () => {
    const own = await world.channel("bobs-corner", bob);
    await bobsPage.goto(`${world.pathOf(own)}?show=settings`);
    await bobsPage.getByRole("button", { name: "Archive channel" }).waitFor();
    await bobsPage.getByRole("textbox", { name: "Name" }).fill("bobs-place");
    await bobsPage.getByRole("button", { name: "Save" }).click();
    await waitForChannel(bobsPage, "bobs-place");
  });

  test("One person, then a group, is written to directly", async () => {
    await direct(annsPage, ["bob"]);
    await waitForChannel(annsPage, "Bob Ray");
    await send(annsPage, "just us");
    await bobsPage.getByRole("link", { name: "Ann Lee" }).click();
    await waitForMessage(bobsPage, "just us");

    await direct(annsPage, ["bob", "cleo"]);
    await waitForChannel(annsPage, "Bob Ray, Cleo Marsh");
    await send(annsPage, "the three of us");
    await bobsPage.getByRole("link", { name: /Ann Lee, Cleo Marsh/ }).click();
    await waitForMessage(bobsPage, "the three of us");
  });

  async function create(page, name, visibility) {
    await page.getByRole("button", { name: "Create channel" }).first().click();
    await page.locator("dialog input[name=name]").fill(name);
    await page.locator("dialog").getByRole("radio", { name: visibility }).check();
    await page.locator("dialog").getByRole("button", { name: "Create" }).click();
  }

  async function direct(page, names) {
    await page.getByRole("button", { name: "New message" }).first().click();
    for (const name of names) {
      await page.locator("dialog").getByRole("combobox").fill(name);
      await page.locator("dialog").getByRole("option").first().waitFor();
      await page.keyboard.press("Enter");
    }
    await page.locator("dialog").getByRole("button", { name: "Open" }).click();
  }
});
