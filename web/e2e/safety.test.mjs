import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { closeDialog, waitForChannel } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self'; font-src 'self'; connect-src 'self'; " +
  "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'; trusted-types parley";

/** Each would set `window.hacked` where text becomes markup. */
const attacks = [
  "<script>hacked = 1</script>",
  "<img src=x onerror='hacked = 1'>",
  "<svg/onload=hacked=1>",
  "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
  "<a href='javascript:hacked=1'>click</a>",
  "[click](javascript:hacked=1)",
  "[click](JaVaScRiPt:hacked=1)",
  "[click](java\tscript:hacked=1)",
  "[click](&#106;avascript:hacked=1)",
  "[click](data:text/html,<script>hacked=1</script>)",
  "[click](vbscript:hacked)",
  "<javascript:hacked=1>",
  '![x](x"onerror="hacked=1)',
  "![x](javascript:hacked=1)",
  "[x]: javascript:hacked=1\n\n[x]",
  "```<img src=x onerror=hacked=1>\n<script>hacked=1</script>\n```",
  "`<img src=x onerror=hacked=1>`",
  "| <img src=x onerror=hacked=1> | b |\n| - | - |\n| <svg onload=hacked=1> | 2 |",
  "<details open ontoggle=hacked=1>",
  "<style>@import 'https://example.com/x.css'</style>",
  "<math><mtext></p><img src=x onerror=hacked=1></math>",
  'https://example.com/"onmouseover="hacked=1',
  "<form action=javascript:hacked=1><button>go</button></form>",
  "{{constructor.constructor('hacked=1')()}}",
  "\u202Egnp.exe <b onclick=hacked=1>",
];
const named = "<img src=x onerror=hacked=1>";

describe("what people write stays text", () => {
  let world;
  let page;
  let channel;
  before(async () => {
    world = await World.settled();
    const mallory = await world.member("mallory", named);
    channel = await world.channel("danger", mallory, { topic: named, purpose: "<script>hacked = 1</script>" });
    await world.ann.put(`/api/v1/channels/${channel.id}/members/me`);
    for (const attack of attacks) {
      await mallory.say(channel.id, attack);
    }
    await world.ann.put(`/api/v1/workspaces/${world.workspaceId}/direct-channels`, { accountIds: [mallory.id] });
    page = await world.pageOf(world.ann, world.pathOf(channel));
  });
  after(() => world.close());

  test("Messages, names and topics run nothing", async () => {
    await waitForChannel(page, "danger");
    await page.waitForSelector(".as-written", { state: "detached" });
    await page.waitForFunction((count) => document.querySelectorAll("article").length === count, attacks.length);
    for (const link of await page.locator("article a").all()) {
      assert.match(await link.getAttribute("href"), /^(https?|mailto):/);
    }
    await page.getByRole("button", { name: "2 members" }).click();
    await page.locator(".pane .rows").getByText(named).waitFor();
    await page.getByRole("button", { name: "Channel settings" }).click();
    await page.locator(".pane textarea").first().waitFor();
    await page.keyboard.press("Control+k");
    await page.getByRole("option", { name: named }).first().waitFor();
    await closeDialog(page);
    await page.getByRole("link", { name: "Browse channels" }).click();
    await page.locator(".rows").getByText(named).waitFor();
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    assert.equal(await page.locator("#app iframe, #app form[action], #app img, #app style, #app [onclick], #app [onerror]").count(), 0);
  });

  test("The browser found nothing to complain about", () => {
    // Before the sign-in the client asks who is there, and is told nobody.
    assert.deepEqual(
      page.complaints.filter((text) => !text.includes("401")),
      [],
    );
  });

  test("The client holds no way from text to markup", async () => {
    const scripts = new Set(page.requests.map((request) => request.url()).filter((url) => url.endsWith(".js")));
    assert.ok(scripts.size > 3);
    for (const script of scripts) {
      const source = await (await fetch(script)).text();
      assert.doesNotMatch(source, /\.outerHTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function\(/, script);
      // What is left of it is the library's own property for it, which no component uses.
      assert.doesNotMatch(source, /dangerouslySetInnerHTML\s*:/, script);
    }
  });

  test("Every page carries the policy, to the letter", async () => {
    for (const path of ["/", "/sign-in", world.pathOf(channel), "/nothing/here"]) {
      const response = await fetch(world.server.url + path);
      assert.equal(response.headers.get("content-security-policy"), policy, path);
      assert.equal(response.headers.get("cache-control"), "no-cache", path);
      assert.equal(response.headers.get("x-content-type-options"), "nosniff", path);
    }
  });

  test("No request goes to any other host", () => {
    const hosts = new Set(page.requests.map((request) => new URL(request.url()).origin));
    assert.deepEqual([...hosts], [world.server.url]);
  });

  test("It takes at most six requests of the interface until one can write, one of them for the emoji of the workspace", async () => {
    const fresh = await world.pageOf(world.ann, world.pathOf(channel));
    await fresh.waitForSelector("#composer");
    await fresh.waitForSelector("article");
    const asked = fresh.requests.map((request) => new URL(request.url()).pathname).filter((path) => path.startsWith("/api/"));
    // Followed threads are asked for a second after all this, which a busy machine may take to tell of the article.
    const needed = asked.filter((path) => path !== "/api/v1/me/threads");
    assert.ok(needed.length <= 6, asked.join("\n"));
  });
});
