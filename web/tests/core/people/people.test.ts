import { expect, test } from "vitest";
import type { MemberDto } from "../../../src/contracts";
import { Http } from "../../../src/core/api/http";
import { People } from "../../../src/core/people/people";
import { FakeClock, settle } from "../../support/fakeClock";

const profile = { title: null, pronouns: null, timeZone: null, avatarUrl: null, status: null, availability: null };

class Town {
  readonly clock = new FakeClock();
  readonly asked: string[] = [];
  members: readonly MemberDto[] = ["ana", "ben"].map((id) => member(id, id));
  /** Runs between reading the list and answering it. */
  beforeListAnswer: () => void | Promise<void> = () => {};
  readonly people = new People(
    new Http({ fetch: (input) => this.#answer(String(input).replace("/api/v1/workspaces/w1", "")), onSignedOut: () => {} }),
    this.clock,
    () => 0.5,
    "w1",
  );

  rename(id: string, name: string): void {
    this.members = this.members.map((one) => (one.accountId === id ? member(id, name) : one));
  }

  get names(): readonly string[] {
    return [...this.people.byId.value.values()].map(({ displayName }) => displayName);
  }

  async #answer(path: string): Promise<Response> {
    this.asked.push(path);
    if (path.startsWith("/members?")) {
      const { members } = this;
      await this.beforeListAnswer();
      return Response.json({ members, cursor: null });
    }
    const found = this.members.find(({ accountId }) => path === `/members/${accountId}`);
    return found === undefined ? Response.json({ title: "", status: 404, code: "not-found" }, { status: 404 }) : Response.json(found);
  }
}

function member(accountId: string, displayName: string): MemberDto {
  return { accountId, username: accountId, displayName, role: "member", joinedAt: "2026-01-01T00:00:00.000Z", ...profile };
}

async function wait(town: Town, ms: number): Promise<void> {
  town.clock.advance(ms);
  await settle();
}

test("Whoever changed is asked for alone, once for all changes of a moment", async () => {
  const town = new Town();
  await town.people.load();
  town.rename("ben", "Benjamin");
  town.people.changed("ben");
  town.people.changed("ben");
  await wait(town, 400);

  expect(town.asked.slice(1)).toEqual(["/members/ben"]);
  expect(town.names).toEqual(["ana", "Benjamin"]);
});

test("A list that was read before a change does not bring the old look back", async () => {
  const town = new Town();
  let answer = () => {};
  town.beforeListAnswer = () => new Promise((resolve) => (answer = resolve));
  const loading = town.people.load();
  town.rename("ana", "Anastasia");
  town.people.changed("ana");
  await wait(town, 400);
  answer();
  await loading;
  await settle();

  expect(town.names).toEqual(["Anastasia", "ben"]);
});

test("Many who changed are asked for by the list, and someone who is not seen here changes nothing", async () => {
  const town = new Town();
  await town.people.load();
  town.people.changed("of another workspace");
  await wait(town, 400);
  expect(town.names).toEqual(["ana", "ben"]);

  for (let index = 0; index < 30; index++) {
    town.people.changed(`p${index}`);
  }
  await wait(town, 400);
  await wait(town, 400);
  expect(town.asked.filter((path) => path.startsWith("/members?"))).toHaveLength(2);
  expect(town.asked.filter((path) => path.startsWith("/members/p"))).toEqual([]);
});

test("After a connection was lost the list is asked for, not by all at the same moment", async () => {
  const town = new Town();
  await town.people.load();
  town.rename("ben", "Benjamin");
  town.people.refreshAfterGap();
  await wait(town, 5_000);
  expect(town.names).toEqual(["ana", "ben"]);

  await wait(town, 400);
  expect(town.names).toEqual(["ana", "Benjamin"]);
});
