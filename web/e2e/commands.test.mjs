import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { closeDialog, send, texts, waitForChannel, waitForMessage } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

let world;
let ann;
let bobs;
before(async () => {
  world = await World.settled({ nodes: 2 });
  const bob = await world.member("bob", "Bob Ray");
  await world.member("cleo", "Cleo Blanc");
  await world.channel("harbour", bob);
  await world.ann.put(`/api/v1/workspaces/${world.workspaceId}/direct-channels`, { accountIds: [bob.id] });
  await world.ann.say(world.general.id, "from ann");
  ann = await world.pageOf(world.ann, world.pathOf(world.general));
  bobs = await world.pageOf(bob, world.pathOf(world.general), { node: world.second });
  await waitForMessage(ann, "from ann");
  await waitForMessage(bobs, "from ann");
});
after(() => world.close());

const box = (page) => page.locator("#composer");
const options = (page) => page.getByRole("listbox", { name: "Commands" }).getByRole("option");
const inSidebar = (page, name) => page.locator(".sidebar").getByRole("link", { name }).first();
const ofAnn = (page) => inSidebar(page, /Ann Lee/);

/** What ends with a space offers no names that Enter would take. */
async function run(page, text) {
  await box(page).fill(`${text} `);
  await box(page).press("Enter");
}

const isEmpty = (page) => page.waitForFunction(() => document.querySelector("#composer").value === "");

test("A slash lists the commands, the arrows and Tab take one, and nobody sees that it is written", async () => {
  await box(ann).pressSequentially("/");
  await options(ann).first().waitFor();
  const all = await options(ann).allTextContents();
  await assertAccessible(ann, "commands");
  await box(ann).pressSequentially("mu");
  await ann.waitForFunction(() => document.querySelectorAll(".completions [role=option]").length === 1);
  await box(ann).press("Escape");
  await options(ann).first().waitFor({ state: "detached" });
  await box(ann).fill("");
  await box(ann).pressSequentially("/st");
  await options(ann).first().waitFor();
  await box(ann).press("Tab");

  assert.ok(
    all.some((text) => text.startsWith("/topic text")),
    all.join("\n"),
  );
  await ann.waitForFunction(() => document.querySelector("#composer").value === "/status ");
  assert.equal(await bobs.getByText(/Ann Lee is typing/).count(), 0);
  await box(ann).fill("");
});

test("A status, and its end, are seen on the other node", async () => {
  await run(ann, "/status 🌴 by the sea");
  await ann.locator(".notice-bar", { hasText: "Your status: 🌴 by the sea" }).waitFor();
  await isEmpty(ann);
  await bobs.locator("article header").getByRole("img", { name: "by the sea" }).waitFor();
  await run(ann, "/status");
  await bobs.locator("article header").getByRole("img", { name: "by the sea" }).waitFor({ state: "detached" });
});

test("Away, do not disturb for a time, and back", async () => {
  await run(ann, "/dnd 2h");
  await ann.locator(".notice-bar", { hasText: /Do not disturb is on until/ }).waitFor();
  await ofAnn(bobs).getByRole("img", { name: "Do not disturb" }).waitFor();
  await box(ann).pressSequentially("/away");
  await box(ann).press("Enter");
  await ann.locator(".notice-bar", { hasText: "You are shown as away." }).waitFor();
  await ofAnn(bobs).locator(".presence.away").waitFor();
  await run(ann, "/active");
  await ofAnn(bobs).locator(".presence.online").waitFor();
});

test("The topic, who is in the channel, and whether it notifies", async () => {
  const quiet = await world.channel("quiet", world.ann, { visibility: "private" });
  await inSidebar(ann, "quiet").waitFor();
  await run(ann, "/join #quiet");
  await ann.waitForURL(`**${world.pathOf(quiet)}`);
  await waitForChannel(ann, "quiet");
  await run(ann, "/topic Deploys at noon");
  await ann.locator(".head, header").getByText("Deploys at noon").first().waitFor();
  await run(ann, "/invite @bob @cleo");
  await ann.locator(".notice-bar", { hasText: "Added to this channel: Bob Ray and Cleo Blanc" }).waitFor();
  await inSidebar(bobs, "quiet").waitFor();
  await run(ann, "/mute");
  await ann.locator(".muted-link", { hasText: "quiet" }).waitFor();
  await run(ann, "/unmute");
  await ann.locator(".muted-link", { hasText: "quiet" }).waitFor({ state: "detached" });
});

test("To a channel one is not in yet, to a person with a message, to a search and to the keys", async () => {
  await run(ann, "/join harbour");
  await waitForChannel(ann, "harbour");
  await run(ann, "/msg @bob see you **there**");
  await waitForMessage(ann, "see you there");
  await ofAnn(bobs).click();
  await waitForMessage(bobs, "see you there");
  await run(ann, "/keys");
  await ann.getByRole("dialog").getByText("Commands, in an empty message").waitFor();
  await closeDialog(ann);
  await run(ann, "/search from:ann sea");
  await ann.waitForURL(/\/search\?q=from/);
});

test("What one does, and a shrug, are messages", async () => {
  await ann.goto(world.pathOf(world.general));
  await bobs.goto(world.pathOf(world.general));
  await waitForMessage(ann, "from ann");
  await run(ann, "/me waves");
  await run(ann, "/shrug who knows");
  await waitForMessage(bobs, "who knows");

  assert.deepEqual((await texts(bobs)).slice(-2), ["waves", "who knows ¯\\_(ツ)_/¯"]);
  assert.equal(await bobs.locator("article .body em", { hasText: "waves" }).count(), 1);
});

test("What is no command is sent as it is, and so is a command behind a space", async () => {
  await send(ann, "/etc/hosts is gone");
  await waitForMessage(bobs, "/etc/hosts is gone");
  await send(ann, " /away");
  await waitForMessage(bobs, "/away");
});

test("A command that cannot be run says why, and stays to be put right", async () => {
  for (const [written, problem] of [
    ["/topic", "Write it as /topic text"],
    ["/dnd soon", "Write it as /dnd [2h | off]"],
    ["/invite @nobody", "There is no @nobody in this workspace."],
    ["/join #nowhere", "There is no channel #nowhere that you can join."],
    [`/status ${"x".repeat(200)}`, /at most/],
  ]) {
    await run(ann, written);
    await ann.locator(".composer [role=alert]").getByText(problem).waitFor();
    assert.equal(await box(ann).inputValue(), `${written} `);
  }
  await box(ann).fill("");
  await ann.locator(".composer [role=alert]").waitFor({ state: "detached" });
  await inSidebar(ann, /Bob Ray/).click();
  await waitForMessage(ann, "see you there");
  await run(ann, "/topic of us two");
  await ann.locator(".composer [role=alert]").getByText("/topic does nothing here.").waitFor();
  await box(ann).fill("");
  // The browser says of the status that was too long that it was refused.
  assert.deepEqual(
    [...ann.complaints, ...bobs.complaints].filter((line) => !line.includes("400 (Bad Request)")),
    [],
  );
});

test("On a phone, in Polish and in the dark", async () => {
  const page = await world.pageOf(world.ann, world.pathOf(world.general), {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    colorScheme: "dark",
    locale: "pl-PL",
  });
  await waitForMessage(page, "from ann");
  await box(page).pressSequentially("/to");
  await page.getByRole("listbox", { name: "Polecenia" }).getByRole("option", { name: /topic/ }).tap();
  await page.waitForFunction(() => document.querySelector("#composer").value === "/topic ");
  await box(page).pressSequentially("Rejs o świcie");
  await page.locator(".composer .send").tap();
  await isEmpty(page);
  assert.equal((await world.ann.get(`/api/v1/channels/${world.general.id}`)).topic, "Rejs o świcie");
  await page.context().close();
});
