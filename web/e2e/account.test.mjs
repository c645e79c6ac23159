import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Api, password } from "./support/api.mjs";
import { send, waitForChannel, waitForMessage } from "./support/chat.mjs";
import { World } from "./support/world.mjs";

describe("one's account", () => {
  const newPassword = "a quite different one";
  let world;
  let laptop;
  let phone;
  before(async () => {
    world = await World.settled();
    laptop = await world.pageOf(world.ann);
    phone = await world.pageOf(world.ann);
    await laptop.waitForSelector("#composer");
    await phone.waitForSelector("#composer");
  });
  after(() => world.close());

  test("A wrong password says so beside the form, and lets nobody in", async () => {
    const page = await world.page();
    await page.goto("/");
    await signIn(page, "not the password at all");
    await page.getByText("Username and password do not match.").waitFor();
    assert.equal(await page.locator("#composer").count(), 0);
    await page.context().close();
  });

  test("A name is changed, and others see the new one", async () => {
    await laptop.goto("/account");
    await laptop.fill("input[name=displayName]", "Ann Lee-Moore");
    await laptop.getByRole("button", { name: "Save", exact: true }).click();
    await laptop.getByText("Saved.").waitFor();
    await phone.getByRole("link", { name: /Ann Lee-Moore/ }).waitFor();
  });

  test("A sign-in revoked from another device asks to sign in at once, and the draft is kept", async () => {
    await phone.fill("#composer", "not finished yet");
    await laptop.goto("/account/sign-ins");
    await laptop.getByText("This device").waitFor();
    // The test's own sign-ups are sign-ins too, and go with it.
    while ((await laptop.getByRole("button", { name: /^Revoke/ }).count()) > 0) {
      const before = await laptop.locator(".rows li").count();
      await laptop
        .getByRole("button", { name: /^Revoke/ })
        .first()
        .click();
      await laptop.waitForFunction((count) => document.querySelectorAll(".rows li").length < count, before);
    }
    await phone.getByText("You were signed out. Sign in to go on; your drafts are kept.").waitFor();
    await signIn(phone, password);
    await phone.waitForFunction(() => document.getElementById("composer")?.value === "not finished yet");
    await waitForChannel(phone, "general");
  });

  test("A new password signs out every other device and works from then on", async () => {
    await laptop.goto("/account");
    await laptop.fill("input[name=currentPassword]", "not the password at all");
    await laptop.fill("input[name=newPassword]", newPassword);
    await laptop.getByRole("button", { name: "Change password" }).click();
    await laptop.getByText("This is not your current password.").waitFor();
    await laptop.fill("input[name=currentPassword]", password);
    await laptop.getByRole("button", { name: "Change password" }).click();
    await laptop.getByText("Password changed.").waitFor();
    await phone.waitForSelector("input[name=password]");
    await signIn(phone, newPassword);
    await phone.waitForSelector("#composer");
  });

  test("An access token is shown once, works, and stops when it is revoked", async () => {
    await laptop.goto("/account/tokens");
    await laptop.fill("main input[name=name]", "deploy script");
    await laptop.getByRole("button", { name: "Create token" }).click();
    const token = await laptop.inputValue(".copy-row input");
    const me = () => fetch(`${world.server.url}/api/v1/me`, { headers: { Authorization: `Bearer ${token}` } });
    assert.equal((await me()).status, 200);
    await laptop.reload();
    await laptop.locator(".rows").getByText("deploy script").waitFor();
    assert.equal(await laptop.locator(".copy-row").count(), 0);
    await laptop.getByRole("button", { name: "Revoke deploy script" }).click();
    await laptop.getByText("You have no access token.").waitFor();
    assert.equal((await me()).status, 401);
  });

  test("A theme chosen here stays over a reload", async () => {
    await laptop.goto("/account/preferences");
    await laptop.selectOption("select[name=theme]", "dark");
    assert.equal(await laptop.evaluate(() => document.documentElement.dataset.theme), "dark");
    await laptop.reload();
    await laptop.waitForSelector("select[name=theme]");
    assert.equal(await laptop.evaluate(() => document.documentElement.dataset.theme), "dark");
  });

  test("Signing out leaves nothing of the account on the device", async () => {
    await phone.fill("#composer", "secret draft");
    await phone.goto("/account");
    await phone.locator("main").getByRole("button", { name: "Sign out" }).click();
    await phone.locator("dialog").getByRole("button", { name: "Sign out" }).click();
    await phone.waitForSelector("input[name=password]");
    const left = await phone.evaluate(() => JSON.stringify(localStorage));
    assert.ok(!left.includes("secret draft"), left);
    await phone.goto(world.pathOf(world.general));
    await phone.waitForSelector("input[name=password]");
  });

  test("A link that needs a sign-in leads where it should afterwards", async () => {
    world.ann = await Api.signIn(world.server.url, "ann", newPassword);
    const plans = await world.channel("plans", await world.member("bob", "Bob Ray"));
    await phone.goto(world.pathOf(plans));
    await signIn(phone, newPassword);
    await waitForChannel(phone, "plans");
    await phone.getByRole("button", { name: "Join channel" }).click();
    await send(phone, "found it");
    await waitForMessage(phone, "found it");
  });

  async function signIn(page, secret) {
    await page.fill("input[name=username]", "ann");
    await page.fill("input[name=password]", secret);
    await page.click("button[type=submit]");
  }
});
