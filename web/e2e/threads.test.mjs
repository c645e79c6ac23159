import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { act, choose, until, waitForMessage } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

/** A reply shows in the thread beside the channel, at the place that the server gave it. */
function waitForReply(page, text) {
  return page.locator(".thread-pane article[aria-posinset]").filter({ hasText: text }).first().waitFor();
}

async function reply(page, text) {
  await page.fill("#thread-composer", text);
  await page.press("#thread-composer", "Enter");
}

const channelRow = (page, text) => page.locator(".main > .middle article").filter({ hasText: text });
const threadsLink = (page) => page.locator(".sidebar-places .sidebar-link");

describe("threads, with two people on two nodes", () => {
  let world;
  let bob;
  let anns;
  let bobs;
  before(async () => {
    world = await World.settled({ nodes: 2 });
    bob = await world.member("bob", "Bob Ray");
    anns = await world.pageOf(world.ann, world.pathOf(world.general));
    bobs = await world.pageOf(bob, world.pathOf(world.general), { node: world.second });
  });
  after(() => world.close());

  test("A reply opens a thread beside the channel, and the other one sees it under the message", async () => {
    await anns.fill("#composer", "Where shall we eat?");
    await anns.press("#composer", "Enter");
    await waitForMessage(bobs, "Where shall we eat?");
    await act(bobs, "Where shall we eat?", "Reply in thread");
    await bobs.waitForSelector("#thread-composer:focus");
    await reply(bobs, "At the harbour");
    await waitForReply(bobs, "At the harbour");
    await channelRow(anns, "Where shall we eat?").getByRole("button", { name: "1 reply" }).waitFor();
    await anns.waitForFunction(() => document.querySelector(".sidebar-places .badge")?.textContent === "1");
    assert.equal(await channelRow(anns, "At the harbour").count(), 0);
  });

  test("Opening the thread reads it, on the author's other device too", async () => {
    const phone = await world.pageOf(world.ann, world.pathOf(world.general), { node: world.second });
    await phone.waitForFunction(() => document.querySelector(".sidebar-places .badge")?.textContent === "1");
    await anns.bringToFront();
    await channelRow(anns, "Where shall we eat?").getByRole("button", { name: "1 reply" }).click();
    await waitForReply(anns, "At the harbour");
    for (const page of [anns, phone]) {
      await page.waitForSelector(".sidebar-places .badge", { state: "detached" });
    }
    await phone.context().close();
  });

  test("Both write in it, live and named while they type, and the summary keeps up with edits and deletes", async () => {
    await reply(anns, "At noon?");
    await waitForReply(bobs, "At noon?");
    await bobs.focus("#thread-composer");
    await bobs.keyboard.type("Yes");
    await anns.locator(".thread-pane").getByText("Bob Ray is typing").waitFor();
    assert.equal(await anns.getByText("Bob Ray is typing").count(), 1);
    await bobs.keyboard.press("Enter");
    await waitForReply(anns, "Yes");
    await anns.getByText("Bob Ray is typing").waitFor({ state: "detached" });
    await channelRow(anns, "Where shall we eat?").getByRole("button", { name: "3 replies" }).waitFor();
    await bobs.press("#thread-composer", "ArrowUp");
    await bobs.fill(".thread-pane .edit-box textarea", "Yes, at noon");
    await bobs.press(".thread-pane .edit-box textarea", "Enter");
    await waitForReply(anns, "Yes, at noon");
    await act(bobs, "Yes, at noon", "Delete");
    await bobs.locator("dialog").getByRole("button", { name: "Delete" }).click();
    await anns.locator(".thread-pane .deleted-text").waitFor();
    await channelRow(anns, "Where shall we eat?").getByRole("button", { name: "2 replies" }).waitFor();
  });

  test("A reply that is also sent to the channel shows there, and leads to its thread", async () => {
    await bobs.getByLabel("Also send to #general").check();
    await reply(bobs, "We meet there at noon");
    const row = channelRow(anns, "We meet there at noon");
    await row.waitFor();
    assert.equal(await bobs.getByLabel("Also send to #general").isChecked(), false);
    await anns.keyboard.press("Escape");
    await anns.waitForSelector(".thread-pane", { state: "detached" });
    await row.getByRole("button", { name: "Replied in a thread" }).click();
    await waitForReply(anns, "At the harbour");
  });

  test("A reply takes reactions, is kept and quoted, and its address opens its thread", async () => {
    const inThread = (page, text) => page.locator(".thread-pane article").filter({ hasText: text });
    const doIt = async (page, text, label) => {
      await inThread(page, text).hover();
      await choose(page, inThread(page, text), label);
    };
    await anns.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await doIt(anns, "At the harbour", "React with 👍");
    await inThread(bobs, "At the harbour").getByRole("button", { name: "👍 1: Ann Lee" }).waitFor();
    await doIt(anns, "At the harbour", "Save for later");
    await inThread(anns, "At the harbour").getByText("Saved for later").waitFor();
    await doIt(anns, "At the harbour", "Pin to the channel");
    await inThread(bobs, "At the harbour").getByText("Pinned by Ann Lee").waitFor();
    await doIt(anns, "At the harbour", "Quote");
    await anns.waitForFunction(() => /^> At the harbour\n\nhttp/.test(document.querySelector("#thread-composer").value));
    assert.equal(await anns.inputValue("#composer"), "");
    await anns.fill("#thread-composer", "");
    await doIt(anns, "At the harbour", "Copy link");
    const link = new URL(await anns.evaluate(() => navigator.clipboard.readText()));
    assert.match(link.search, /^\?thread=[0-9]+$/);

    await anns.reload();
    await inThread(anns, "At the harbour").getByRole("button", { name: "👍 1: you" }).waitFor();
    await anns.goto(world.pathOf(world.general));
    await waitForMessage(anns, "Where shall we eat?");
    await anns.goto(link.pathname + link.search);
    await anns.locator(".thread-pane .message.shown", { hasText: "At the harbour" }).waitFor();
    await anns.goto(`${world.pathOf(world.general)}/${link.searchParams.get("thread")}`);
    await anns.locator(".thread-pane .message.shown", { hasText: "At the harbour" }).waitFor();
  });

  test("The keys: T on a message, Shift+Up from the composer, Escape back", async () => {
    await anns.keyboard.press("Escape");
    await anns.waitForSelector(".thread-pane", { state: "detached" });
    await channelRow(anns, "Where shall we eat?").focus();
    await anns.keyboard.press("t");
    await waitForReply(anns, "At the harbour");
    await anns.keyboard.press("Escape");
    await anns.fill("#composer", "Anything else?");
    await anns.press("#composer", "Enter");
    await waitForMessage(anns, "Anything else?");
    await anns.press("#composer", "Shift+ArrowUp");
    await anns.locator(".thread-pane article").filter({ hasText: "Anything else?" }).waitFor();
    await anns.waitForSelector("#thread-composer:focus");
  });

  test("Each thread has a draft of its own, which outlives a reload", async () => {
    await anns.fill("#thread-composer", "not sent yet");
    await anns.reload();
    await anns.waitForFunction(() => document.getElementById("thread-composer")?.value === "not sent yet");
    await anns.keyboard.press("Escape");
    await channelRow(anns, "Where shall we eat?")
      .getByRole("button", { name: /replies/ })
      .click();
    await waitForReply(anns, "At the harbour");
    assert.equal(await anns.inputValue("#thread-composer"), "");
  });

  test("A reply written offline is sent once when the server is back", async () => {
    const posts = `**/api/v1/channels/${world.general.id}/messages`;
    await anns.route(posts, (route) => route.abort());
    await reply(anns, "from the tunnel");
    await anns.locator(".thread-pane .sending").filter({ hasText: "from the tunnel" }).waitFor();
    await anns.reload();
    await anns.locator(".thread-pane .sending").filter({ hasText: "from the tunnel" }).waitFor();
    await anns.unroute(posts);
    await waitForReply(bobs, "from the tunnel");
    await waitForReply(anns, "from the tunnel");
    assert.equal(await anns.locator(".thread-pane article").filter({ hasText: "from the tunnel" }).count(), 1);
    const root = (await world.ann.history(world.general.id)).find(({ text }) => text === "Where shall we eat?");
    const { messages } = await world.ann.get(`/api/v1/channels/${world.general.id}/messages/${root.seq}/thread`);
    assert.equal(messages.filter(({ text }) => text === "from the tunnel").length, 1);
  });

  test("Who follows no longer is not told; who follows again is", async () => {
    const pane = bobs.locator(".thread-pane");
    await pane.getByRole("button", { name: "Following" }).click();
    await pane.getByRole("button", { name: "Follow", exact: true }).waitFor();
    await bobs.keyboard.press("Escape");
    await bobs.waitForSelector(".thread-pane", { state: "detached" });
    await reply(anns, "said to nobody");
    await waitForReply(anns, "said to nobody");
    await channelRow(bobs, "Where shall we eat?").getByRole("button", { name: "5 replies" }).waitFor();
    assert.equal(await bobs.locator(".sidebar-places .badge").count(), 0);
    await channelRow(bobs, "Where shall we eat?").getByRole("button", { name: "5 replies" }).click();
    await pane.getByRole("button", { name: "Follow", exact: true }).click();
    await pane.getByRole("button", { name: "Following" }).waitFor();
    await bobs.keyboard.press("Escape");
    await bobs.waitForSelector(".thread-pane", { state: "detached" });
    await reply(anns, "heard");
    await bobs.waitForFunction(() => document.querySelector(".sidebar-places .badge")?.textContent === "1");
  });

  test("The view of threads lists what is unread, and opens it beside the list", async () => {
    await bobs.keyboard.press("Control+Shift+KeyY");
    await bobs.waitForURL("**/threads");
    await bobs.getByRole("button", { name: /^Unread/ }).click();
    const card = bobs.locator(".thread-card");
    await card.filter({ hasText: "Where shall we eat?" }).filter({ hasText: "1 new" }).waitFor();
    await card.getByRole("button").click();
    await waitForReply(bobs, "heard");
    await bobs.waitForSelector(".sidebar-places .badge", { state: "detached" });
    // The marker follows a moment later, and the next test leaves the page.
    const unread = async () => (await bob.get(`/api/v1/workspaces/${world.workspaceId}/threads?unread=true`)).threads;
    await until(async () => (await unread()).length === 0, "the read marker");
    await reply(bobs, "from the list");
    await waitForReply(anns, "from the list");
  });

  test("The address of a reply opens its thread, with the reply in hand", async () => {
    const root = (await world.ann.history(world.general.id)).find(({ text }) => text === "Where shall we eat?");
    const { messages } = await world.ann.get(`/api/v1/channels/${world.general.id}/messages/${root.seq}/thread`);
    const wanted = messages.find(({ text }) => text === "At noon?");
    await bobs.goto(`${world.pathOf(world.general)}?thread=${wanted.seq}`);
    await waitForReply(bobs, "At noon?");
    await bobs.waitForFunction(
      () => document.activeElement?.matches(".thread-pane article") && document.activeElement.textContent.includes("At noon?"),
    );
    await bobs.goto(`${world.pathOf(world.general)}?thread=999999`);
    await bobs.getByText("This thread is gone, or not for you to see.").waitFor();
  });

  test("Whoever is removed from a channel loses its threads", async () => {
    const secret = await world.channel("secret", world.ann, { visibility: "private" });
    await world.ann.put(`/api/v1/channels/${secret.id}/members/${bob.id}`);
    const root = await bob.say(secret.id, "between us");
    await world.ann.reply(secret.id, root.seq, "nobody else");
    await bobs.goto(`/w/${world.workspaceId}/threads`);
    await bobs.locator(".thread-card").filter({ hasText: "between us" }).waitFor();
    assert.equal(await threadsLink(bobs).locator(".badge").textContent(), "1");
    await world.ann.delete(`/api/v1/channels/${secret.id}/members/${bob.id}`);
    await bobs.waitForSelector(".sidebar-places .badge", { state: "detached" });
    await bobs.waitForFunction(
      () => ![...document.querySelectorAll(".thread-card")].some((card) => card.textContent.includes("between us")),
    );
    await until(
      async () =>
        (await bob.get(`/api/v1/workspaces/${world.workspaceId}/threads`)).threads.every(
          ({ root: { channelId } }) => channelId !== secret.id,
        ),
      "the list without it",
    );
  });

  test("Nobody's console has a complaint but for requests that were broken on purpose", () => {
    const complaints = [...anns.complaints, ...bobs.complaints].filter((text) => !/Failed to load resource|net::ERR_FAILED/.test(text));
    assert.deepEqual(complaints, []);
  });
});
