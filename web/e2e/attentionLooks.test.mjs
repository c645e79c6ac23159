import { after, before, describe, test } from "node:test";
import { assertAccessible } from "./support/axe.mjs";
import { closeDialog, waitForMessage } from "./support/chat.mjs";
import { watchNotifications } from "./support/notifications.mjs";
import { World } from "./support/world.mjs";

const wide = { width: 1280, height: 800 };
const looks = [
  { look: "light", options: { viewport: wide, colorScheme: "light" } },
  { look: "dark", options: { viewport: wide, colorScheme: "dark" } },
  { look: "phone", options: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: "light" } },
];
const every = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

let world;
let bob;
let direct;
before(async () => {
  world = await World.settled();
  bob = await world.member("bob", "Bob Ray");
  direct = await world.ann.put(`/api/v1/workspaces/${world.workspaceId}/direct-channels`, { accountIds: [bob.id] });
  const quiet = await world.channel("quiet", bob);
  await world.ann.put(`/api/v1/channels/${quiet.id}/members/me`);
  await world.ann.put(`/api/v1/channels/${quiet.id}/notifications`, { level: "nothing", ignoresEveryone: false });
  await bob.put("/api/v1/me/status", { emoji: "🌴", text: "On holiday", endsAt: new Date(Date.now() + 86_400_000).toISOString() });
  await bob.put("/api/v1/me/availability", { mode: "do-not-disturb" });
  await world.ann.put("/api/v1/me/availability", { mode: "away" });
  await world.ann.put("/api/v1/me/notifications", {
    level: "mentions",
    quietHours: { days: every.slice(0, 5), from: "22:00", to: "07:00", timeZone: "Europe/Lisbon" },
    sound: true,
    hidesContent: false,
  });
  await bob.say(quiet.id, "@ann in a muted channel");
  await bob.say(world.general.id, "with a status beside the name");
  const bobs = await world.pageOf(bob, world.pathOf(world.general));
  await waitForMessage(bobs, "with a status");
});
after(() => world.close());

for (const { look, options } of looks) {
  describe(look, () => {
    let page;
    before(async () => {
      page = await world.pageOf(world.ann, world.pathOf(world.general), options);
      await waitForMessage(page, "with a status");
    });

    test("The sidebar and a message, with a status, do not disturb and a muted channel", async () => {
      await page.locator(".sidebar .presence.dnd").waitFor({ state: "attached" });
      await check(page, "sidebar");
      if (look === "phone") {
        await page.getByRole("button", { name: "Open conversations" }).click();
        await check(page, "drawer");
        await page.reload();
      }
    });

    test("The dialog of one's status", async () => {
      await page.goto(`${world.pathOf(world.general)}?show=status`);
      await page.getByRole("button", { name: "In a meeting" }).click();
      await page.getByLabel("Ends").last().selectOption("date");
      await check(page, "status");
      await closeDialog(page);
    });

    test("The dialog of a channel's notifications", async () => {
      await page.goto(`${world.pathOf(world.general)}?show=settings`);
      await page.locator(".pane").getByRole("button", { name: "Notifications…" }).click();
      await page.getByRole("radio", { name: "Nothing: mute it" }).waitFor();
      await check(page, "channel");
      await closeDialog(page);
    });

    test("A card with a status, and the list of people", async () => {
      await page.goto(`${world.pathOf(world.general)}?person=${bob.id}`);
      await page.getByRole("dialog", { name: "Bob Ray" }).getByText("On holiday").waitFor();
      await check(page, "card");
      await page.goto(`/w/${world.workspaceId}/people`);
      await page.getByRole("list", { name: "People" }).getByRole("img", { name: "On holiday" }).waitFor();
      await check(page, "people");
    });

    test("The page of notifications", async () => {
      await page.goto("/account/notifications");
      await page.getByLabel("From").waitFor();
      await check(page, "settings");
    });

    test("Our own words before the browser's", async () => {
      const asking = await world.pageOf(world.ann, world.pathOf(world.general), options);
      await world.ann.put("/api/v1/me/notifications", { level: "everything", quietHours: null, sound: false, hidesContent: false });
      await watchNotifications(asking, { permission: "default" });
      await bob.say(direct.id, "hello");
      await asking.locator(".attention-prompt").waitFor();
      await check(asking, "prompt");
      await world.ann.put("/api/v1/me/notifications", {
        level: "mentions",
        quietHours: { days: every, from: "22:00", to: "07:00", timeZone: "Europe/Lisbon" },
        sound: true,
        hidesContent: false,
      });
    });

    async function check(shown, what) {
      if (process.env.PARLEY_SCREENSHOTS !== undefined) {
        await shown.screenshot({ path: `${process.env.PARLEY_SCREENSHOTS}/${what}-${look}.png` });
      }
      await assertAccessible(shown, `${what}, ${look}`);
    }
  });
}
