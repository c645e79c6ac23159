import assert from "node:assert/strict";

/** Writes and sends, as someone does who types. */
export async function send(page, text) {
  await page.fill("#composer", text);
  await page.press("#composer", "Enter");
}

/** The message shows, at the place that the server gave it. */
export async function waitForMessage(page, text) {
  await page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll("article[aria-posinset]")].some((row) => row.querySelector(".body")?.textContent.includes(wanted)),
    text,
  );
}

/** The texts on screen, in their order. */
export function texts(page) {
  return page.locator("article .body").evaluateAll((bodies) => bodies.map((body) => body.textContent.trim()));
}

export function message(page, text) {
  return page.locator("article").filter({ hasText: text });
}

/** Does something with a message, by the controls that come up with the pointer, or by its menu. */
export async function act(page, text, label) {
  await message(page, text).hover();
  await choose(page, message(page, text), label);
}

/** Does something with a message whose controls are there. */
export async function choose(page, row, label) {
  const toolbar = row.getByRole("toolbar");
  await toolbar.waitFor();
  const button = toolbar.getByRole("button", { name: label });
  if ((await button.count()) > 0) {
    await button.click();
  } else {
    await toolbar.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: label }).click();
  }
}

export async function waitForChannel(page, name) {
  await page.waitForFunction((wanted) => document.querySelector("h1")?.textContent === wanted, name);
}

export async function closeDialog(page) {
  await page.keyboard.press("Escape");
  await page.waitForSelector("dialog", { state: "detached" });
}

/** Asks again until it holds, for what only the server knows. */
export async function until(condition, what) {
  const deadline = performance.now() + 20_000;
  while (!(await condition())) {
    assert.ok(performance.now() < deadline, `did not come: ${what}`);
  }
}
