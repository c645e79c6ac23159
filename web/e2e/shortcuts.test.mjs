import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { closeDialog, message, until, waitForChannel, waitForMessage } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

let world;
let page;
let bob;
let quiet;
let chooser;
before(async () => {
  world = await World.settled();
  bob = await world.member("bob", "Bob Ray");
  quiet = await world.channel("quiet", bob);
  await world.ann.put(`/api/v1/channels/${quiet.id}/members/me`);
  await world.ann.say(world.general.id, "mine");
  await bob.say(world.general.id, "the last one");
  page = await world.pageOf(world.ann, world.pathOf(world.general));
  // From here on, so that no chooser opens before the browser knows that it is waited for.
  page.on("filechooser", (opened) => {
    chooser = opened;
  });
  await atRest();
});
after(() => world.close());

const press = (...keys) => keys.reduce((pressed, key) => pressed.then(() => page.keyboard.press(key)), Promise.resolve());
const last = () => message(page, "the last one");
const inComposer = (text) => page.waitForFunction((wanted) => document.querySelector("#composer").value === wanted, text);
const onPage = (heading) => page.waitForFunction((wanted) => document.querySelector("h1")?.textContent === wanted, heading);
/** @param name undefined: of all channels. */
const unread = async (name) =>
  (await world.ann.get("/api/v1/sync")).channels
    .filter(({ channel }) => name === undefined || channel.name === name)
    .reduce((sum, each) => sum + each.unread, 0);

async function chooserOpened() {
  await until(async () => (await page.title()) !== "" && chooser !== undefined, "the chooser of files");
  return chooser;
}

/** The channel, with nothing open and the composer in hand. */
async function atRest() {
  await page.goto(world.pathOf(world.general));
  await waitForMessage(page, "the last one");
  await page.fill("#composer", "");
}

/** Each line of the sheet, in its order: its keys as a browser gets them, and how it shows that they did what it says. */
const lines = [
  ["Jump to a conversation", ["Control+k"], () => page.waitForSelector(".switcher")],
  ["Previous or next conversation", ["Alt+ArrowDown", "Alt+ArrowUp", "Alt+ArrowDown"], () => waitForChannel(page, "quiet")],
  [
    "Previous or next unread one",
    ["Alt+Shift+ArrowDown"],
    async () => waitForChannel(page, "quiet"),
    async () => {
      await bob.say(quiet.id, "news");
      await page.waitForSelector(".sidebar-link.unread");
    },
  ],
  ["Mentions", ["Control+Shift+M"], () => onPage("Mentions")],
  ["Mark the channel as read", ["Escape"], () => until(async () => (await unread("general")) === 0, "the channel read"), markedUnread],
  [
    "Mark all as read",
    ["Shift+Escape"],
    () => until(async () => (await unread()) === 0, "nothing unread"),
    async () => {
      await markedUnread();
      const inSidebar = page.locator(".sidebar-link", { hasText: "quiet" });
      await world.ann.put(`/api/v1/channels/${quiet.id}/read-marker`, { seq: (await bob.history(quiet.id)).at(-1).seq });
      await inSidebar.and(page.locator(":not(.unread)")).waitFor();
      await bob.say(quiet.id, "more news");
      await inSidebar.and(page.locator(".unread")).waitFor();
    },
  ],
  ["Edit your last message", ["ArrowUp"], () => page.waitForSelector(".edit-box textarea")],
  ["Reply to the last message in its thread", ["Shift+ArrowUp"], () => page.waitForSelector(".thread-pane")],
  ["Reply in a thread to the focused message", ["t"], () => page.waitForSelector(".thread-pane"), () => last().focus()],
  ["Threads", ["Control+Shift+Y"], () => onPage("Threads")],
  [
    "Take a suggestion",
    ["Tab"],
    () => inComposer("@bob "),
    async () => {
      await page.locator("#composer").pressSequentially("@bo");
      await page.getByRole("option").first().waitFor();
    },
  ],
  ["Commands, in an empty message", ["/"], () => page.getByRole("listbox", { name: "Commands" }).waitFor()],
  ["Search", ["Control+g"], () => onPage("Search")],
  [
    "Search in this conversation",
    ["Control+Shift+F"],
    () => page.waitForFunction(() => document.querySelector("#search-input")?.value.includes("general")),
  ],
  ["New line", ["Shift+Enter"], () => inComposer("one\n"), () => page.fill("#composer", "one")],
  [
    "Bold, italic, code",
    ["Control+b", "Control+i", "Control+e"],
    () => page.waitForFunction(() => ["**", "_", "`"].every((mark) => document.querySelector("#composer").value.includes(mark))),
  ],
  ["Preview", ["Control+Alt+p"], () => page.waitForSelector(".composer .preview strong"), () => page.fill("#composer", "**bold**")],
  ["Attach a file", ["Control+u"], async () => assert.ok((await chooserOpened()).isMultiple())],
  ["Go through the messages", ["Control+ArrowUp"], () => page.waitForFunction(() => document.activeElement?.tagName === "ARTICLE")],
  ["From a message to the latest", ["End"], () => page.waitForSelector("#composer:focus"), () => message(page, "mine").focus()],
  ["Mark unread from the focused message", ["u"], () => until(async () => (await unread()) > 0, "something unread"), () => last().focus()],
  ["React to the focused message", ["r"], () => page.waitForSelector(".emoji-picker"), () => last().focus()],
  ["Jump to another day from the focused message", ["d"], () => page.waitForSelector("dialog input[type=date]"), () => last().focus()],
  ["React to the last message", ["Control+Shift+Backslash"], () => page.waitForSelector(".emoji-picker")],
  ["Next part of the page", ["F6"], () => page.waitForFunction(() => document.activeElement?.id !== "composer")],
  ["This list", ["Control+/"], () => page.waitForSelector("dialog .shortcuts")],
];

const signs = { Control: "Ctrl", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓", Backslash: "\\" };

test("The sheet says each key that there is, and no other", async () => {
  await page.goto(`${world.pathOf(world.general)}?show=shortcuts`);
  await page.waitForSelector(".shortcuts");
  const shown = await page
    .locator(".shortcuts")
    .evaluate((list) =>
      [...list.querySelectorAll("dt")].map((dt) => [dt.textContent, dt.nextElementSibling.textContent.replaceAll(/[\s/]/g, "")]),
    );
  const expected = lines.map(([action, keys]) => {
    const held = keys[0].split("+").slice(0, -1);
    // Of those that go both ways the sheet names both, as the next key of the same kind.
    const pressed = keys[0].includes("ArrowDown") ? ["↑", "↓"] : keys.map((key) => key.split("+").at(-1));
    return [action, [...held, ...pressed].map((key) => signs[key] ?? (key.length === 1 ? key.toUpperCase() : key)).join("")];
  });
  assert.deepEqual(
    shown,
    expected.map(([action, keys]) => [action, keys.replaceAll("/", "")]),
  );
  await closeDialog(page);
});

for (const [action, keys, shows, prepare = () => {}] of lines) {
  test(`${keys.join(", ")}: ${action}`, async () => {
    await atRest();
    await prepare();
    await press(...keys);
    await shows();
  });
}

async function markedUnread() {
  const newest = (await bob.history(world.general.id)).at(-1);
  await last().focus();
  await press("u");
  await until(async () => (await unread()) > 0, `message ${newest.seq} unread`);
  await page.focus("#composer");
}
