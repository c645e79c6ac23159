import { expect, test } from "vitest";
import type { WorkspaceRole } from "../../../src/contracts";
import { settle } from "../../support/fakeClock";
import { ana, me } from "../../support/fakeServer";
import { World } from "../../support/world";

const workspaceId = "00000000-0000-7000-8000-0000000000f1";

class GroupWorld extends World {
  constructor(role: WorkspaceRole) {
    super();
    this.workspaces = [{ id: workspaceId, name: "Acme", role, createdAt: "2026-11-22T12:00:00.000Z" }];
    this.groups = { oncall: [me, ana] };
  }

  get shown(): readonly string[] {
    return this.session.groups.of(workspaceId).value.map(({ name, accountIds }) => `${name} ${accountIds.length}`);
  }

  get asked(): number {
    return this.requests.filter((request) => request === `GET /workspaces/${workspaceId}/groups`).length;
  }

  async look(): Promise<void> {
    expect(this.shown).toEqual([]);
    await settle();
  }
}

async function open(role: WorkspaceRole): Promise<GroupWorld> {
  const world = new GroupWorld(role);
  await world.start();
  await settle();
  return world;
}

test("They are asked for when someone looks, and not before", async () => {
  const world = await open("member");
  await world.wait(10_000);
  expect(world.asked).toBe(0);
  await world.look();
  expect([world.shown, world.asked]).toEqual([["oncall 2"], 1]);
});

test("An empty list is known to be empty only when the server said so", async () => {
  const world = await open("member");
  world.groups = {};
  expect(world.session.groups.hasCome(workspaceId)).toBe(false);
  await settle();
  expect(world.session.groups.hasCome(workspaceId)).toBe(true);
});

test("One that changed on another device or node is seen within a second, and asked for once", async () => {
  const world = await open("admin");
  await world.look();
  world.groups = { deploys: [ana], oncall: [ana] };
  for (let times = 0; times < 3; times += 1) {
    world.say({ type: "groups.changed", workspaceId });
  }
  await world.wait(1_000);
  expect([world.shown, world.asked]).toEqual([["deploys 1", "oncall 1"], 2]);
});

test("What changed while no connection was open is seen after it", async () => {
  const world = await open("owner");
  await world.look();
  world.groups = {};
  world.drop();
  world.ready();
  await world.wait(4_000);
  expect([world.shown, world.asked]).toEqual([[], 2]);
});

test("A guest asks for none, whatever is told; once they are a member they see them", async () => {
  const world = await open("guest");
  await world.look();
  world.say({ type: "groups.changed", workspaceId });
  world.drop();
  world.ready();
  await world.wait(10_000);
  expect([world.shown, world.asked]).toEqual([[], 0]);
  world.workspaces = world.workspaces.map((workspace) => ({ ...workspace, role: "member" }));
  world.say({ type: "me.changed" });
  await settle();
  await world.wait(4_000);
  expect([world.shown, world.asked]).toEqual([["oncall 2"], 1]);
});

test("Who becomes a guest sees none any more, without asking", async () => {
  const world = await open("member");
  await world.look();
  world.workspaces = world.workspaces.map((workspace) => ({ ...workspace, role: "guest" }));
  world.say({ type: "me.changed" });
  await settle();
  await world.wait(4_000);
  expect([world.shown, world.asked]).toEqual([[], 1]);
});
