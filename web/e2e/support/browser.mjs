import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launch() {
  const path = process.env.PATH ?? "";
  const found = ["/usr/bin", ...path.split(delimiter)].map((folder) => join(folder, "chromium")).find(existsSync);
  if (found === undefined) {
    throw new Error("The tests in a browser need 'chromium' on the PATH.");
  }
  return chromium.launch({ executablePath: found, args: flags });
}

// Generous: a machine that others use too must not fail a test. What waits for a condition goes on as soon as it holds.
const patienceMs = 20_000;

/** A browser of a person's own, with one page; what it asks for and complains about is kept. */
export async function openPage(browser, url, options = {}) {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 800 }, locale: "en-GB", ...options });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  page.requests = [];
  page.complaints = [];
  page.on("request", (request) => page.requests.push(request));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      page.complaints.push(message.text());
    }
  });
  page.on("pageerror", (error) => page.complaints.push(error.stack ?? error.message));
  return page;
}
