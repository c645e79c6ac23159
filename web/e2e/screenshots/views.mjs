import { act as choose, message } from "../support/chat.mjs";

const inChannel =
  (name, more = () => "") =>
  (stage) =>
    `${stage.world.pathOf(stage.channels[name])}${more(stage)}`;
const showing = (name, panel) => inChannel(name, () => `?show=${panel}`);
const inWorkspace =
  (more) =>
  ({ world }) =>
    `/w/${world.workspaceId}${more}`;
const at = (path) => () => path;
const view = (name, title, path, ready, more = {}) => ({ name, title, path, ready, of: "maya", ...more });

/** Preferences other than the usual ones, for one view. */
const prefer = (changed, usual) => ({
  before: ({ staff }) => staff.maya.patch("/api/v1/me/preferences", changed),
  after: ({ staff }) => staff.maya.patch("/api/v1/me/preferences", usual),
});

/** What is written is a draft, which another view would show. */
const write = (text) => ({
  act: async (page) => {
    await page.locator("#composer").pressSequentially(text);
    await page.getByRole("option").first().waitFor();
  },
  leave: (page) => page.fill("#composer", ""),
});

/**
 * Every view of the client. path: where it is; ready: what is there once it is; act: what a person does there; leave: what they undo.
 * before, after: once for all looks. of: "maya", "nobody" (no one is signed in), "newcomer" (on a server that was just set up) or "founder"
 * (its first account). only: in one look.
 */
export const sections = [
  {
    title: "Reading and writing",
    views: [
      view("channel", "A channel with unread messages", inChannel("incidents"), ".unread-line"),
      view("history", "Days, a preview of a link, reactions", inChannel("incidents"), ".unread-line", {
        act: async (page) => {
          await message(page, "p99 went from").first().scrollIntoViewIfNeeded();
          await page.locator(".link-preview").first().waitFor();
          await page.locator(".viewport").evaluate((viewport) => viewport.scrollTo({ top: 0 }));
        },
      }),
      view("general", "A channel with mentions and emoji of the workspace's own", inChannel("general"), ".custom-emoji"),
      view("message-actions", "A message in hand", inChannel("deploys"), "article table", {
        act: (page) => message(page, "is on staging").focus(),
      }),
      view("message-menu", "What can be done with a message", inChannel("deploys"), "article table", {
        act: async (page) => {
          await message(page, "is on staging").focus();
          await page.getByRole("button", { name: "More actions" }).click();
          await page.getByRole("menu").waitFor();
        },
      }),
      view("mention", "Completing a name", inChannel("general"), "#composer", write("Thank you @")),
      view("emoji-names", "Completing an emoji", inChannel("general"), "#composer", write("Done :sh")),
      view("commands", "The commands", inChannel("general"), "#composer", write("/")),
      view("files", "Files that wait for their message", inChannel("design"), "#composer", {
        act: async (page, { pictures }) => {
          await page.setInputFiles(".composer input[type=file]", [
            { name: "empty-state-2.png", mimeType: "image/png", buffer: pictures.emptyState },
            { name: "words.md", mimeType: "text/markdown", buffer: Buffer.from("# Words\nCalm ones.") },
          ]);
          await page.waitForFunction(() => !document.querySelector(".send").disabled);
        },
        leave: async (page) => {
          for (const name of ["empty-state-2.png", "words.md"]) {
            await page.getByRole("button", { name: `Remove ${name}` }).click();
          }
        },
      }),
      view("draft", "A draft, which is on one's other devices too", inChannel("withTomas"), "#composer", {
        act: (page) => page.waitForFunction(() => document.querySelector("#composer").value.startsWith("The post-mortem")),
      }),
      view("edit", "Editing a message", inChannel("general"), "#composer", {
        act: async (page) => {
          await choose(page, "on-call handover", "Edit");
          await page.waitForSelector(".edit-box");
        },
      }),
      view("edit-history", "What an edited message said before", inChannel("incidents"), ".edited", {
        act: async (page) => {
          await page.locator("button.edited").click();
          await page.waitForSelector(".versions .body");
        },
      }),
      view("lightbox", "A picture, large", inChannel("incidents"), "article img[alt^=Latency]", {
        act: async (page) => {
          await page.locator("article img[alt^=Latency]").click();
          await page.waitForSelector(".lightbox img");
        },
      }),
      view("emoji-picker", "Choosing a reaction", inChannel("deploys"), "article table", {
        act: async (page) => {
          await message(page, "is on staging").focus();
          await page.keyboard.press("r");
          await page.waitForSelector(".emoji-picker .emoji");
        },
      }),
      view("offline", "Without a network", inChannel("general"), "#composer", {
        act: async (page) => {
          await page.context().setOffline(true);
          await page.waitForSelector(".banner");
        },
        leave: (page) => page.context().setOffline(false),
      }),
    ],
  },
  {
    title: "Finding",
    views: [
      view("sidebar", "The conversations, on a phone", inChannel("general"), "#composer", {
        only: "phone",
        act: async (page) => {
          await page.getByRole("button", { name: "Open conversations" }).click();
          await page.locator(".sidebar-link").first().waitFor();
        },
      }),
      view(
        "thread",
        "A thread beside its channel",
        inChannel("incidents", ({ places }) => `?thread=${places.alarm.seq}`),
        ".thread-pane article",
      ),
      view("threads", "The threads that one follows", inWorkspace("/threads"), ".thread-card"),
      view("mentions", "What mentions oneself", inWorkspace("/mentions"), ".found-row"),
      view("saved", "Saved messages", inWorkspace("/saved"), ".excerpts"),
      view("pins", "What is pinned to a channel", showing("incidents", "pins"), ".pane .excerpts li"),
      view("search", "Search, with what was found", inWorkspace("/search?q=customers"), "main mark"),
      view("search-files", "Search for files", inWorkspace("/search?q=checkout&kind=files"), ".hit-link"),
      view("search-none", "Search that finds nothing", inWorkspace("/search?q=zeppelin"), "main [role=status]"),
      view("switcher", "Jumping to a conversation", showing("general", "jump"), ".switcher .options li"),
      view("browse", "All channels", inWorkspace("/channels"), ".rows li"),
    ],
  },
  {
    title: "People",
    views: [
      view("people", "The people of the workspace", inWorkspace("/people"), ".rows li"),
      view(
        "person",
        "Someone's card",
        inChannel("incidents", ({ staff }) => `?person=${staff.priya.id}`),
        ".person-card img",
      ),
      view("groups", "The groups of the workspace", showing("general", "groups"), ".groups > li"),
      view("members", "The members of a channel", showing("incidents", "members"), ".pane .rows li"),
      view("invite", "Inviting people", showing("general", "invite"), "dialog .primary"),
    ],
  },
  {
    title: "Channels",
    views: [
      view("channel-settings", "A channel's settings", showing("incidents", "settings"), ".pane textarea"),
      view("channel-notifications", "What notifies of a channel", showing("incidents", "notifications"), "dialog input[type=radio]"),
      view("new-channel", "A new channel", showing("general", "new-channel"), "dialog input"),
      view("new-message", "A new conversation", showing("general", "new-message"), "dialog input"),
      view("emoji", "The workspace's own emoji", showing("general", "emoji"), "dialog .custom-emoji, dialog img"),
    ],
  },
  {
    title: "Oneself",
    views: [
      view("profile", "Profile", at("/account"), "select[name=timeZone]"),
      view("preferences", "Preferences", at("/account/preferences"), "select[name=theme]"),
      view("notifications", "Notifications", at("/account/notifications"), "input[name=level]"),
      view("sign-ins", "Devices that are signed in", at("/account/sign-ins"), ".rows li"),
      view("tokens", "Access tokens", at("/account/tokens"), ".rows li"),
      view("status", "One's status", showing("general", "status"), "dialog input"),
      view("shortcuts", "The keys", showing("general", "shortcuts"), "dialog .shortcuts"),
    ],
  },
  {
    title: "Ways to look at it",
    views: [
      view("compact", "Compact", inChannel("incidents"), ".unread-line", prefer({ density: "compact" }, { density: "comfortable" })),
      view("contrast", "High contrast", inChannel("incidents"), ".unread-line", prefer({ theme: "contrast" }, { theme: "system" })),
      view("polish", "In Polish", inChannel("incidents"), ".unread-line", prefer({ language: "pl" }, { language: "auto" })),
      view(
        "polish-preferences",
        "Preferences in Polish",
        at("/account/preferences"),
        "select[name=theme]",
        prefer({ language: "pl" }, { language: "auto" }),
      ),
    ],
  },
  {
    title: "Coming in",
    views: [
      view("sign-in", "Signing in", at("/sign-in"), "input[name=password]", { of: "nobody" }),
      view("invited", "An invitation", ({ invite }) => `/invite/${invite}`, "input[name=displayName]", { of: "nobody" }),
      view("not-found", "An address that leads nowhere", at("/nothing/here"), ".empty"),
      view("first-run", "The first account of a new server", at("/"), "input[name=workspaceName]", { of: "newcomer" }),
      view("empty-workspace", "A workspace on its first day", at("/"), "#composer", { of: "founder" }),
    ],
  },
];
