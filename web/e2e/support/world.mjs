import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Api, password } from "./api.mjs";
import { launch, openPage } from "./browser.mjs";
import { Postgres } from "./postgres.mjs";
import { Server } from "./server.mjs";

/** A server with a workspace and its owner, and a browser for whoever looks at it. */
export class World {
  #pages = [];
  #files = join(mkdtempSync(join(tmpdir(), "parley-e2e-")), "files");

  /** @param settings More configuration of the servers. @param nodes 2: the second one, `world.second`, shares a PostgreSQL with the first, and hears of it by nothing but the bus of PostgreSQL. @param more How the one is reached. */
  static async open({ nodes = 1, settings = {}, ...more } = {}) {
    const world = new World();
    try {
      await (nodes === 1 ? world.#startOne(settings, more) : world.#startTwo(settings));
    } catch (error) {
      await world.close();
      throw error;
    }
    return world;
  }

  /** A world in which someone is already: Ann, who owns the workspace. */
  static async settled(options) {
    const world = await World.open(options);
    world.ann = await Api.signUp(world.server.url, { username: "ann", displayName: "Ann Lee", workspaceName: "Acme" });
    const [workspace] = (await world.ann.get("/api/v1/me")).workspaces;
    const { channels } = await world.ann.get("/api/v1/sync");
    world.workspaceId = workspace.id;
    world.general = channels[0].channel;
    return world;
  }

  async #startOne(settings, more) {
    this.server = new Server(settings, more);
    [this.browser] = await Promise.all([launch(), this.server.start()]);
  }

  async #startTwo(more) {
    this.postgres = new Postgres();
    [this.browser] = await Promise.all([launch(), this.postgres.start()]);
    const settings = {
      Parley__Database: this.postgres.connectionString,
      Parley__Bus: "postgres",
      Parley__Blobs: `folder:${this.#files}`,
      Parley__Realtime__HeadPollInterval: "00:10:00",
      ...more,
    };
    this.server = new Server(settings);
    this.second = new Server(settings);
    // One after the other: the first one makes the schema.
    await this.server.start();
    await this.second.start();
  }

  async member(username, displayName, role = "member") {
    const { code } = await this.ann.post(`/api/v1/workspaces/${this.workspaceId}/invites`, { role, expiresInHours: 24, maxUses: 1 });
    return Api.signUp(this.server.url, { username, displayName, invite: code });
  }

  channel(name, by = this.ann, more = {}) {
    return by.post(`/api/v1/workspaces/${this.workspaceId}/channels`, { name, ...more });
  }

  pathOf(channel) {
    return `/w/${this.workspaceId}/c/${channel.id}`;
  }

  /** A page of someone who is not signed in. */
  async page({ node = this.server, ...options } = {}) {
    const page = await openPage(this.browser, node.url, options);
    this.#pages.push(page);
    return page;
  }

  /** A page of someone who is signed in, at an address. */
  async pageOf(person, path = "/", options = {}) {
    const page = await this.page(options);
    const answer = await page.request.post("/api/v1/sign-ins", {
      headers: { "X-Parley-Anti-Forgery": "1" },
      data: { username: person.username, password },
    });
    assert.equal(answer.status(), 201);
    await page.goto(path);
    await page.waitForSelector(".own-account", { state: "attached" });
    return page;
  }

  async close() {
    await Promise.all(this.#pages.map((page) => page.context().close()));
    await this.browser?.close();
    await Promise.all([this.server?.dispose(), this.second?.dispose()]);
    this.postgres?.dispose();
    rmSync(dirname(this.#files), { recursive: true, force: true });
  }
}
