import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { send, waitForChannel, waitForMessage } from "./support/chat.mjs";
import { rememberRows, renderEachAround, rowsInMemory } from "./support/memory.mjs";
import { firstInView, scrollUp } from "./support/scrolling.mjs";
import { World } from "./support/world.mjs";

const stored = 5_000;
const unread = 300;
const mostRows = 180;

describe("a channel with a long history", () => {
  let world;
  let bob;
  let page;
  let channel;
  before(async () => {
    world = await World.settled();
    bob = await world.member("bob", "Bob Ray");
    channel = await world.channel("archive", bob);
    await world.ann.put(`/api/v1/channels/${channel.id}/members/me`);
    // One author, many at a time: the order among them does not matter here.
    for (let first = 1; first <= stored; first += 100) {
      await Promise.all(Array.from({ length: 100 }, (_, index) => bob.say(channel.id, textOf(first + index))));
    }
    const { head } = await bob.get(`/api/v1/channels/${channel.id}`);
    await world.ann.put(`/api/v1/channels/${channel.id}/read-marker`, { seq: head - unread });
    page = await world.pageOf(world.ann, world.pathOf(world.general));
  });
  after(() => world.close());

  test("It opens at the first unread message", async () => {
    await page.getByRole("link", { name: "archive , unread" }).click();
    await page.waitForSelector(".unread-line");
    const top = await page.evaluate(
      () =>
        document.querySelector(".unread-line").getBoundingClientRect().top -
        document.querySelector(".viewport").getBoundingClientRect().top,
    );
    assert.ok(top >= 0 && top < 200, `the line is ${top} px below the top`);
    assert.ok((await page.locator(".item").count()) <= mostRows);
    await page.getByRole("button", { name: "Jump to latest" }).waitFor();
  });

  test("Scrolling up loads what is older and never moves what one reads by more than a pixel", async () => {
    const seen = await page.evaluate(scrollUp, { steps: 300, by: 120 });
    assert.ok(seen.worst <= 1, `moved by ${seen.worst} px`);
    assert.ok(seen.mostRows <= mostRows, `${seen.mostRows} rows`);
    assert.equal(seen.blank, 0, "frames without a message");
    assert.ok(seen.compared > 250, `compared ${seen.compared} steps`);
    assert.ok(
      page.requests.some((request) => request.url().includes("before=")),
      "older messages were asked for",
    );
  });

  test("What was scrolled past is let go of, whatever around it rendered in between", async () => {
    assert.ok((await page.evaluate(renderEachAround, ".feed")) > 0, "components that render by themselves");
    await page.evaluate(rememberRows);
    await page.evaluate(scrollUp, { steps: 60, by: 400 });
    const rows = await rowsInMemory(page);
    assert.ok(rows.gone > 50, `${rows.gone} rows were scrolled past`);
    assert.equal(rows.kept, 0);
  });

  test("Messages that arrive while one reads above move nothing", async () => {
    const before = await page.evaluate(firstInView);
    await Promise.all(Array.from({ length: 60 }, (_, index) => bob.say(channel.id, `late ${index}`)));
    await page.waitForFunction((count) => document.querySelector(".unread-bar")?.textContent.startsWith(String(count)), unread + 60);
    const now = await page.evaluate(firstInView);
    assert.equal(now.key, before.key);
    assert.ok(Math.abs(now.top - before.top) <= 1);
  });

  test("What changes its size above while one scrolls moves nothing, although the browser tells of the scroll first", async () => {
    const moved = await page.evaluate(async () => {
      const viewport = document.querySelector(".viewport");
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const { top } = viewport.getBoundingClientRect();
      const row = [...document.querySelectorAll(".item")].find((item) => item.getBoundingClientRect().top > top + 200);
      const before = row.getBoundingClientRect().top;
      viewport.scrollTop -= 120;
      viewport.querySelector(".feed").firstElementChild.style.paddingTop = "70px";
      await frame();
      await frame();
      return row.getBoundingClientRect().top - before - 120;
    });
    assert.ok(Math.abs(moved) <= 1, `moved by ${moved} px`);
  });

  test("A scrolled frame costs little processor time", async () => {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Performance.enable");
    const taskSeconds = async () => (await cdp.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value;
    const before = await taskSeconds();
    await page.evaluate(scrollUp, { steps: 100, by: 120 });
    const perFrameMs = ((await taskSeconds()) - before) * 10;
    // Seen: 3 to 6 ms. The limit is there for a change that makes it many times as much.
    assert.ok(perFrameMs < 40, `${perFrameMs.toFixed(1)} ms`);
  });

  test("The place is kept while one looks at another channel", async () => {
    // A channel with something unread opens there instead.
    await page.keyboard.press("Escape");
    await page.waitForSelector(".sidebar-link.unread", { state: "detached" });
    await assertPlaceIsKept();
  });

  test("Jump to latest goes to the end, and reading it marks the channel as read", async () => {
    await page.getByRole("button", { name: "Jump to latest" }).click();
    await waitForMessage(page, "late 59");
    await page.waitForSelector(".jump-latest", { state: "detached" });
    await page.waitForSelector(".sidebar-link.unread", { state: "detached" });
    const below = await page.evaluate(() => {
      const { scrollHeight, scrollTop, clientHeight } = document.querySelector(".viewport");
      return scrollHeight - scrollTop - clientHeight;
    });
    assert.ok(below <= 1, `${below} px below`);
    assert.ok((await page.locator(".item").count()) <= mostRows);
  });

  test("The place is kept a little above the end too", async () => {
    await page.evaluate(scrollUp, { steps: 5, by: 120 });
    await assertPlaceIsKept();
    await page.getByRole("button", { name: "Jump to latest" }).click();
    await page.waitForSelector(".jump-latest", { state: "detached" });
  });

  test("At the end one stays at the end, however fast messages come", async () => {
    for (let burst = 0; burst < 10; burst += 1) {
      await Promise.all(Array.from({ length: 30 }, (_, index) => bob.say(channel.id, `flood ${burst} ${index}`)));
    }
    await send(page, "made it");
    await waitForMessage(page, "made it");
    const end = await page.evaluate(() => {
      const { scrollHeight, scrollTop, clientHeight } = document.querySelector(".viewport");
      return { below: scrollHeight - scrollTop - clientHeight, rows: document.querySelectorAll(".item").length };
    });
    assert.ok(end.below <= 1 && end.rows <= mostRows, JSON.stringify(end));
  });

  test("What grows before the browser tells of the way to the end leaves one at the end", async () => {
    const away = await page.evaluate(async () => {
      const viewport = document.querySelector(".viewport");
      viewport.querySelector(".feed").lastElementChild.style.paddingBottom = "400px";
      viewport.dispatchEvent(new Event("scroll"));
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return viewport.scrollHeight - viewport.scrollTop - viewport.clientHeight;
    });
    assert.ok(away <= 1, `the end is ${away} px further down`);
    assert.equal(await page.getByRole("button", { name: "Jump to latest" }).count(), 0);
  });

  test("The start of the channel says that it is the start", async () => {
    await page.waitForFunction(
      () => {
        const viewport = document.querySelector(".viewport");
        viewport.scrollTop = 0;
        return document.querySelector(".start-card") !== null;
      },
      null,
      // More than five thousand messages up, some each frame: nothing else in the tests takes as long.
      { timeout: 120_000 },
    );
    await page.getByText("This is the start of #archive").waitFor();
  });

  test("From any message a day is one key away, and shows from its first message on", async () => {
    await page.getByRole("button", { name: "Jump to latest" }).click();
    await page.waitForSelector(".jump-latest", { state: "detached" });
    await page.locator(".message[tabindex='0']").focus();
    await page.keyboard.press("d");
    const dialog = page.getByRole("dialog", { name: "Jump to a day" });
    assert.match(await dialog.getByLabel("Day").inputValue(), /^\d{4}-\d\d-\d\d$/);
    await dialog.getByRole("button", { name: "Jump", exact: true }).click();
    // All of them are of today. The dialog gives the focus back before the day's messages are there.
    await page.locator(".message[aria-posinset='4']:focus").waitFor();
    await page.getByRole("button", { name: "Jump to latest" }).waitFor();
  });

  async function assertPlaceIsKept() {
    const before = await page.evaluate(firstInView);
    await page.getByRole("link", { name: "general" }).click();
    await waitForChannel(page, "general");
    await page.goBack();
    await waitForChannel(page, "archive");
    await page.waitForFunction(({ key, top }) => {
      const row = document.querySelector(`[data-key="${key}"]`);
      return row !== null && Math.abs(row.getBoundingClientRect().bottom - top) <= 1;
    }, before);
  }
});

function textOf(number) {
  return number % 7 === 0
    ? `Message ${number}\n\n- with a list\n- of two`
    : `Message ${number} ${"and some more words ".repeat(number % 9)}`;
}
