import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { act, choose, closeDialog, message, waitForMessage } from "./support/chat.mjs";
import { picture as colours } from "./support/picture.mjs";
import { World } from "./support/world.mjs";

// One pixel.
const icon = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

const picture = (name) => ({ name, mimeType: "image/png", buffer: icon });
const text = (name, content) => ({ name, mimeType: "text/plain", buffer: Buffer.from(content) });
const attach = (page, ...files) => page.setInputFiles(".composer input[type=file]", files);
const uploads = (page) => page.locator(".uploads .upload");

/** As if it came from a folder on the desktop, or from the clipboard. */
function give(page, selector, type, name, content) {
  return page.evaluate(
    ([on, event, fileName, body]) => {
      const data = new DataTransfer();
      data.items.add(new File([body], fileName, { type: "text/plain" }));
      const init = { bubbles: true, cancelable: true };
      const given =
        event === "paste"
          ? new ClipboardEvent(event, { ...init, clipboardData: data })
          : new DragEvent(event, { ...init, dataTransfer: data });
      document.querySelector(on).dispatchEvent(given);
    },
    [selector, type, name, content],
  );
}

/** Enter does nothing as long as a file is on its way. */
async function sendLoaded(page, text) {
  await page.fill("#composer", text);
  await page.waitForFunction(() => !document.querySelector(".send").disabled);
  await page.press("#composer", "Enter");
}

describe("files, with two people on two nodes", () => {
  let world;
  let anns;
  let bobs;
  before(async () => {
    world = await World.settled({ nodes: 2 });
    const bob = await world.member("bob", "Bob Ray");
    anns = await world.pageOf(world.ann, world.pathOf(world.general));
    bobs = await world.pageOf(bob, world.pathOf(world.general), { node: world.second });
  });
  after(() => world.close());

  test("A picture and a text go with a message, and the other one sees and gets them", async () => {
    await attach(anns, picture("boat.png"), text("notes.txt", "At the harbour"));
    await sendLoaded(anns, "The new boat");
    await waitForMessage(bobs, "The new boat");
    const shown = message(bobs, "The new boat").locator("img");
    await shown.waitFor();
    await bobs.waitForFunction((image) => image.complete && image.naturalWidth === 1, await shown.elementHandle());
    const download = bobs.waitForEvent("download");
    await message(bobs, "The new boat").getByRole("link", { name: "notes.txt" }).click();
    assert.equal(readFileSync(await (await download).path(), "utf8"), "At the harbour");
    assert.equal(await uploads(anns).count(), 0);
  });

  test("What is dropped on the page or pasted waits in the composer, and can be taken out again", async () => {
    await give(anns, "#composer", "dragover", "dropped.txt", "x");
    await anns.locator(".drop-zone").waitFor();
    await give(anns, "#composer", "drop", "dropped.txt", "x");
    await give(anns, "#composer", "paste", "pasted.txt", "y");
    await anns.locator(".drop-zone").waitFor({ state: "detached" });
    await uploads(anns).filter({ hasText: "pasted.txt" }).waitFor();
    await anns.getByRole("button", { name: "Remove dropped.txt" }).click();
    await anns.waitForFunction(() => !document.querySelector(".send").disabled);
    await anns.press("#composer", "Enter");
    await message(bobs, "pasted.txt").waitFor();
    assert.equal(await message(bobs, "dropped.txt").count(), 0);
  });

  test("A message that is only files shows them wherever it is kept, quoted or leads to", async () => {
    const { seq } = (await world.ann.history(world.general.id)).at(-1);
    await act(anns, "pasted.txt", "Quote");
    await anns.locator(".composer").getByRole("button", { name: "Send" }).click();
    // For Ann: to Bob's node her node's address is that of another server.
    await anns.locator(".linked .file-card", { hasText: "pasted.txt" }).waitFor();

    // Ann's message again, and not the one that leads to it.
    const only = anns.locator(`article[aria-posinset='${seq}']`);
    await only.hover();
    await choose(anns, only, "Edit");
    await anns.locator(".edit-box textarea").press("Enter");
    await anns.waitForSelector("#composer:focus");
    assert.equal(await anns.locator("dialog").count(), 0);

    await world.ann.put(`/api/v1/channels/${world.general.id}/pins/${seq}`);
    await world.ann.put(`/api/v1/channels/${world.general.id}/messages/${seq}/saved`);
    await anns.getByRole("button", { name: "Pinned messages" }).click();
    await anns.locator(".pane .file-card", { hasText: "pasted.txt" }).waitFor();
    await anns.getByRole("link", { name: "Saved" }).click();
    await anns.locator(".excerpts .file-card", { hasText: "pasted.txt" }).waitFor();

    await world.ann.reply(world.general.id, seq, "Have you read it?");
    await anns.getByRole("link", { name: "Threads" }).click();
    await anns.locator(".thread-card-files", { hasText: "pasted.txt" }).waitFor();
    await anns.goto(world.pathOf(world.general));
    await waitForMessage(anns, "The new boat");
  });

  test("A text opens in its message, its beginning in colours, and closes again", async () => {
    const code = `const boats = "forty";\n${"// and so on\n".repeat(6_000)}`;
    await attach(anns, text("boats.ts", `${code}the end`));
    await sendLoaded(anns, "Some code");
    await waitForMessage(bobs, "Some code");
    const row = message(bobs, "Some code");
    const asked = bobs.waitForRequest((request) => request.headers().range === "bytes=0-65535");
    await row.getByRole("button", { name: "Show text of boats.ts" }).press("Enter");
    await asked;
    await row.locator("pre").getByText("forty").waitFor();
    await row.locator("pre .hl-keyword").first().waitFor();
    await row.getByText("This is its beginning.").waitFor();
    assert.equal((await row.locator("pre").textContent()).includes("the end"), false);
    await assertAccessible(bobs, "a text that is open");
    if (process.env.PARLEY_SHOTS) {
      await bobs.screenshot({ path: `${process.env.PARLEY_SHOTS}/text-file.png` });
    }
    await row.getByRole("button", { name: "Hide text of boats.ts" }).press("Enter");
    await row.locator("pre").waitFor({ state: "detached" });
  });

  test("A picture goes with what it shows and a blur of it, and its caption can be taken away", async () => {
    await attach(anns, { name: "harbour.png", mimeType: "image/png", buffer: colours(600, 400) });
    const field = anns.getByLabel("What harbour.png shows, for people who do not see it");
    await field.fill("A red boat in the harbour");
    const described = anns.waitForResponse((answer) => answer.request().method() === "PATCH" && answer.status() === 200);
    await field.press("Enter");
    await described;
    await assertAccessible(anns, "a picture to describe");
    await sendLoaded(anns, "Caption to go");
    await waitForMessage(bobs, "Caption to go");
    const shown = message(bobs, "Caption to go").getByRole("img", { name: "A red boat in the harbour" });
    await shown.waitFor();
    assert.match(await shown.evaluate((image) => image.style.backgroundImage), /^url\("data:image\/bmp;base64,Qk1m/);
    await message(anns, "Caption to go").hover();
    await choose(anns, message(anns, "Caption to go"), "Edit");
    await anns.locator(".edit-box textarea").fill("");
    await anns.locator(".edit-box textarea").press("Enter");
    await message(bobs, "Caption to go").waitFor({ state: "detached" });
    await bobs.getByRole("img", { name: "A red boat in the harbour" }).waitFor();
  });

  test("Pictures open over the page, by keyboard too", async () => {
    await attach(anns, picture("one.png"), picture("two.png"));
    await sendLoaded(anns, "Both boats");
    await waitForMessage(bobs, "Both boats");
    await message(bobs, "Both boats").getByRole("button", { name: "Open one.png" }).press("Enter");
    await bobs.getByRole("dialog", { name: "one.png" }).waitFor();
    await bobs.keyboard.press("ArrowRight");
    await bobs.getByRole("dialog", { name: "two.png" }).waitFor();
    await closeDialog(bobs);
    assert.equal(await bobs.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Open one.png");
  });

  test("A deleted message takes its files with it", async () => {
    const address = await message(bobs, "The new boat").locator("img").getAttribute("src");
    await act(anns, "The new boat", "Delete");
    await anns.locator("dialog").getByRole("button", { name: "Delete" }).click();
    await bobs.locator(".deleted-text").waitFor();
    const answer = await bobs.request.get(new URL(address, world.second.url).href);
    assert.equal(answer.status(), 404);
  });

  test("A page in a file runs nothing, however it is opened", async () => {
    await attach(anns, { name: "page.html", mimeType: "text/html", buffer: Buffer.from("<script>document.title = 'taken over'</script>") });
    await sendLoaded(anns, "A page");
    await waitForMessage(bobs, "A page");
    const address = await message(bobs, "A page").getByRole("link").getAttribute("href");
    const opened = await bobs.context().newPage();
    const answer = await opened.goto(new URL(address, world.second.url).href);
    assert.equal(answer.headers()["content-type"], "text/plain; charset=utf-8");
    assert.notEqual(await opened.title(), "taken over");
  });
});
