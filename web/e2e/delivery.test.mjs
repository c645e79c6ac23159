import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Api, password } from "./support/api.mjs";
import { send, waitForMessage } from "./support/chat.mjs";
import { readUp } from "./support/scrolling.mjs";
import { World } from "./support/world.mjs";

describe("two people in two browsers", () => {
  let world;
  let ann;
  let bob;
  before(async () => {
    world = await World.open();
  });
  after(() => world.close());

  test("The first person sets up the workspace", async () => {
    ann = await world.page();
    await ann.goto("/");
    await ann.fill("input[name=workspaceName]", "Acme");
    await signUp(ann, "Ann Lee", "ann");
    await ann.waitForSelector(".start-card");
    assert.equal(await ann.textContent("h1"), "general");
  });

  test("The second one joins with the link that the first one copied from the dialog", async () => {
    await ann.getByRole("button", { name: "Invite people" }).click();
    await ann.getByRole("button", { name: "Create link" }).click();
    const link = await ann.inputValue(".copy-row input");
    await ann.keyboard.press("Escape");

    bob = await world.page();
    await bob.goto(link);
    await bob.getByRole("heading", { name: "Join Acme" }).waitFor();
    await signUp(bob, "Bob Ray", "bob");
    await bob.waitForSelector("#composer");
    assert.equal(await bob.textContent("h1"), "general");
    await ann.getByText("Bob Ray joined").waitFor();
  });

  test("They talk both ways, and Markdown shows as what it means", async () => {
    await send(ann, "hello **bob**");
    await waitForMessage(bob, "hello bob");
    assert.equal(await bob.textContent("article strong"), "bob");
    await send(bob, "hi ann");
    await waitForMessage(ann, "hi ann");
  });

  test("A server killed while both write loses nothing and doubles nothing, in one order for both", async () => {
    await dieWhileBothWrite("SIGKILL", "killed");
  });

  test("A server stopped and started again loses nothing and doubles nothing either", async () => {
    await dieWhileBothWrite("SIGTERM", "stopped");
  });

  async function dieWhileBothWrite(signal, word) {
    const written = [];
    let isDone = false;
    const write = async (page, name) => {
      for (let number = 1; !isDone; number += 1) {
        const text = `${name} ${word} ${number}`;
        written.push(text);
        await send(page, text);
        await page.waitForFunction((wanted) => document.body.textContent.includes(wanted), text);
      }
    };
    const writing = Promise.all([write(ann, "ann"), write(bob, "bob")]);
    // It dies with some of them stored, and others on their way.
    await waitForMessage(ann, `bob ${word} 5`);
    await world.server.stop(signal);
    await Promise.all([ann.waitForSelector(".banner"), bob.waitForSelector(".banner")]);
    isDone = true;
    await writing;
    for (const page of [ann, bob]) {
      await send(page, `written while it was ${word} by ${page === ann ? "ann" : "bob"}`);
      assert.ok((await page.locator(".sending").count()) > 0);
    }
    written.push(`written while it was ${word} by ann`, `written while it was ${word} by bob`);
    await world.server.start();
    for (const page of [ann, bob]) {
      // Whoever waits longest may say so.
      await page
        .getByRole("button", { name: "Try now" })
        .click({ timeout: 1_000 })
        .catch(() => undefined);
    }
    for (const page of [ann, bob]) {
      await page.waitForSelector(".banner", { state: "detached" });
      await page.waitForSelector(".sending", { state: "detached" });
      await waitForMessage(page, `written while it was ${word} by ann`);
      await waitForMessage(page, `written while it was ${word} by bob`);
    }
    const stored = await storedTexts();
    const storedNow = stored.filter((text) => text.includes(word));
    assert.deepEqual(storedNow.toSorted(), written.toSorted());
    for (const page of [ann, bob]) {
      const shown = (await page.evaluate(readUp)).filter((text) => text.includes(word));
      assert.deepEqual(shown, storedNow);
    }
    for (const name of ["ann", "bob"]) {
      const own = storedNow.filter((text) => text.startsWith(`${name} `));
      assert.deepEqual(
        own,
        written.filter((text) => text.startsWith(`${name} `)),
        `the order in which ${name} wrote`,
      );
    }
  }

  async function storedTexts() {
    const reader = await Api.signIn(world.server.url, "ann", password);
    const { channels } = await reader.get("/api/v1/sync");
    return (await reader.history(channels[0].channel.id)).map(({ text }) => text);
  }
});

async function signUp(page, displayName, username) {
  await page.fill("input[name=displayName]", displayName);
  await page.fill("input[name=username]", username);
  await page.fill("input[name=password]", password);
  await page.click("button[type=submit]");
}
