import { Api, password } from "../support/api.mjs";
import { World } from "../support/world.mjs";
import { looks } from "./looks.mjs";
import { openNorthwind } from "./northwind.mjs";

/** The companies, and a page for each look of each who looks. */
export class Stage {
  #company;
  #fresh;
  #pages = new Map();

  static async open() {
    const stage = new Stage();
    try {
      await stage.#open();
    } catch (error) {
      await stage.close();
      throw error;
    }
    return stage;
  }

  async #open() {
    this.#company = await openNorthwind();
    this.#fresh = await World.open();
    const { world, staff } = this.#company;
    this.invite = (await staff.tomas.post(`/api/v1/workspaces/${world.workspaceId}/invites`, { role: "member", expiresInHours: 24 })).code;
    // Some of them are online.
    for (const name of ["tomas", "priya", "sam", "yusuf"]) {
      await world.pageOf(staff[name], `/w/${world.workspaceId}/channels`);
    }
  }

  get world() {
    return this.#company.world;
  }

  get staff() {
    return this.#company.staff;
  }

  get channels() {
    return this.#company.channels;
  }

  get places() {
    return this.#company.places;
  }

  get pictures() {
    return this.#company.pictures;
  }

  /** The page on which someone sees things in a look. */
  async pageOf(who, look) {
    const key = `${who} ${look}`;
    if (!this.#pages.has(key)) {
      this.#pages.set(key, await this.#openPage(who, look));
    }
    return this.#pages.get(key);
  }

  async #openPage(who, look) {
    const { options } = looks.find((each) => each.look === look);
    const page = await (who === "newcomer" || who === "founder" ? this.#fresh : this.world).page(options);
    await this.#company.times.showIn(page.context());
    const account = who === "maya" ? this.staff.maya : who === "founder" ? await this.#founder() : null;
    if (account !== null) {
      await page.request.post("/api/v1/sign-ins", {
        headers: { "X-Parley-Anti-Forgery": "1" },
        data: { username: account.username, password },
      });
    }
    return page;
  }

  async #founder() {
    this.#fresh.ann ??= await Api.signUp(this.#fresh.server.url, { username: "ada", displayName: "Ada Moreau", workspaceName: "Fabrikam" });
    return this.#fresh.ann;
  }

  close() {
    return Promise.all([this.#company?.close(), this.#fresh?.close()]);
  }
}
