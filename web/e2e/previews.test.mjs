import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { message, send, waitForMessage } from "./support/chat.mjs";
import { picture } from "./support/picture.mjs";
import { World } from "./support/world.mjs";

const head = `<title>plain</title>
  <meta property="og:site_name" content="The Daily Harbour">
  <meta property="og:title" content="&lt;img src=x onerror=document.title='taken'&gt; Boats are back">
  <meta property="og:description" content="All forty of them, after a long winter.">
  <meta property="og:image" content="/boat.png">`;

/** Someone else's pages. */
async function startSite() {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    if (request.url === "/boat.png") {
      response.writeHead(200, { "content-type": "image/png" }).end(picture(600, 400));
    } else {
      const rtl = request.url === "/rtl" ? "<title>שלום \u202Eעולם</title>" : head;
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(`<!doctype html><head>${rtl}</head>`);
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  return { asked, port, url: (path) => `http://127.0.0.1:${port}${path}`, close: () => server.close() };
}

describe("previews of links, with two people on two nodes", () => {
  let site;
  let world;
  let anns;
  let bobs;
  let phone;
  before(async () => {
    site = await startSite();
    world = await World.settled({
      nodes: 2,
      settings: { Parley__LinkPreviews__InternalNetworks: "127.0.0.0/8", Parley__LinkPreviews__Ports: `${site.port}` },
    });
    // Before Bob is there, so that all of it is read, and he looks at the end.
    for (let line = 0; line < 30; line++) {
      await world.ann.say(world.general.id, `Line ${line}`);
    }
    const bob = await world.member("bob", "Bob Ray");
    anns = await world.pageOf(world.ann, world.pathOf(world.general));
    bobs = await world.pageOf(bob, world.pathOf(world.general), { node: world.second });
    phone = await world.pageOf(bob, world.pathOf(world.general), {
      node: world.second,
      viewport: { width: 375, height: 740 },
      colorScheme: "dark",
    });
  });
  after(async () => {
    await world.close();
    site.close();
  });

  const preview = (page) => page.locator(".preview");

  test("Where a link leads comes after the message, for both, as text and with a picture of our own", async () => {
    await send(anns, `News: ${site.url("/news")}`);
    await waitForMessage(bobs, "News:");
    for (const page of [anns, bobs]) {
      await preview(page).getByText("Boats are back").waitFor();
      await page.waitForFunction(() => document.querySelector(".preview img")?.naturalWidth === 600);
      const source = await page.locator(".preview img").getAttribute("src");
      assert.ok(source.startsWith("/api/v1/channels/"), source);
      assert.notEqual(await page.title(), "taken");
      assert.equal(await page.locator(".preview a").getAttribute("href"), site.url("/news"));
      // The one who reads at the end still does.
      const { bottom, end } = await page.evaluate(() => ({
        bottom: document.querySelector(".previews").getBoundingClientRect().bottom,
        end: document.querySelector(".composer").getBoundingClientRect().top,
      }));
      assert.ok(bottom <= end + 1, `the preview ends at ${bottom}, the composer begins at ${end}`);
    }
    assert.deepEqual(site.asked, ["/news", "/boat.png"]);
  });

  test("A right-to-left title turns nothing beside it, and what reads on above stays where it is", async () => {
    const line = bobs.locator("article", { hasText: "Line 3" }).first();
    await line.scrollIntoViewIfNeeded();
    const before = await line.boundingBox();
    await send(anns, `Shalom: ${site.url("/rtl")}`);
    await preview(anns).filter({ hasText: "שלום" }).waitFor();
    assert.equal((await preview(anns).filter({ hasText: "שלום" }).locator("a").textContent()).includes("\u202E"), false);
    const now = await line.boundingBox();
    assert.ok(Math.abs(now.y - before.y) <= 1, `it moved from ${before.y} to ${now.y}`);
  });

  test("It looks the same to everyone: light, dark and on a phone without a fault of accessibility", async () => {
    await anns.locator(".preview img").first().scrollIntoViewIfNeeded();
    await assertAccessible(anns, "previews, light");
    await anns.emulateMedia({ colorScheme: "dark" });
    await assertAccessible(anns, "previews, dark");
    await anns.emulateMedia({ colorScheme: "light" });
    await preview(phone).first().waitFor();
    await phone.locator(".preview").first().scrollIntoViewIfNeeded();
    await assertAccessible(phone, "previews, phone");
    assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing is wider than the phone");
    if (process.env.PARLEY_SHOTS) {
      await anns.screenshot({ path: `${process.env.PARLEY_SHOTS}/previews.png` });
      await phone.screenshot({ path: `${process.env.PARLEY_SHOTS}/previews-phone.png` });
    }
  });

  test("Who does not want to see them folds them all, on this device, and unfolds them by keyboard", async () => {
    await message(anns, "News:").getByRole("button", { name: "Hide preview" }).click();
    assert.equal(await preview(anns).count(), 0);
    await anns.reload();
    await waitForMessage(anns, "News:");
    const show = message(anns, "News:").getByRole("button", { name: "Show preview" });
    await show.waitFor();
    assert.equal(await preview(anns).count(), 0);
    await show.press("Enter");
    await preview(anns).first().waitFor();
    assert.equal((await preview(bobs).count()) > 0, true);
  });

  test("Its author takes one away for everyone, and nobody else is offered to", async () => {
    assert.equal(
      await message(bobs, "News:")
        .getByRole("button", { name: /^Remove the preview/ })
        .count(),
      0,
    );
    await message(anns, "News:").hover();
    await message(anns, "News:")
      .getByRole("button", { name: /^Remove the preview/ })
      .press("Enter");
    for (const page of [anns, bobs]) {
      await message(page, "News:").locator(".preview").waitFor({ state: "detached" });
    }
    await bobs.reload();
    await waitForMessage(bobs, "News:");
    assert.equal(await message(bobs, "News:").locator(".preview").count(), 0);
  });
});
