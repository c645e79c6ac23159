import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";

const watched = new WeakMap();
const patienceMs = 20_000;

/**
 * Notes what the pages of a browser notify from now on; the page is loaded again for it. The browser's own notifications are replaced: headless it shows none.
 * @param permission "default": the browser was not asked yet; when it is, it says yes.
 */
export async function watchNotifications(page, { permission = "granted" } = {}) {
  const context = page.context();
  const notes = [];
  const news = new EventEmitter();
  if (!watched.has(context)) {
    await context.exposeBinding("noteNotification", (source, note) => watched.get(context)({ ...note, page: source.page }));
    await context.addInitScript(replaceNotifications, permission);
  }
  watched.set(context, (note) => {
    notes.push(note);
    news.emit("note");
  });
  await decides(page, () => page.reload());
  const until = async (condition, what) => {
    const signal = AbortSignal.timeout(patienceMs);
    while (!condition()) {
      await once(news, "note", { signal }).catch(() => assert.fail(`did not come: ${what}`));
    }
  };
  const shown = () => notes.filter(({ kind }) => kind === "shown");
  return {
    titles: () => shown().map(({ title }) => title),
    bodies: () => shown().map(({ body }) => body),
    asked: () => notes.filter(({ kind }) => kind === "asked").length,
    waitFor: (body) => until(() => shown().some((note) => note.body === body), `the notification "${body}"`),
    waitForClosed: (body) =>
      until(
        () => shown().some((note) => note.body === body && notes.some(({ kind, id }) => kind === "closed" && id === note.id)),
        `the end of the notification "${body}"`,
      ),
    click: async (body) => {
      const note = shown().find((one) => one.body === body);
      await note.page.evaluate((id) => globalThis.shownNotifications.get(id).onclick(), note.id);
    },
  };
}

/** The page knows what notifies its person: from then on it decides. */
export async function decides(page, action) {
  const settings = page.waitForResponse(
    (answer) => answer.url().endsWith("/api/v1/me/notifications") && answer.request().method() === "GET",
  );
  await action();
  await (await settings).finished();
  // The page took the answer before it takes this.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
}

function replaceNotifications(permission) {
  globalThis.shownNotifications = new Map();
  globalThis.Notification = class {
    static permission = permission;

    static async requestPermission() {
      globalThis.noteNotification({ kind: "asked" });
      globalThis.Notification.permission = "granted";
      return "granted";
    }

    constructor(title, { body, tag }) {
      this.id = crypto.randomUUID();
      globalThis.shownNotifications.set(this.id, this);
      globalThis.noteNotification({ kind: "shown", id: this.id, title, body, tag });
    }

    close() {
      globalThis.noteNotification({ kind: "closed", id: this.id });
    }
  };
}
