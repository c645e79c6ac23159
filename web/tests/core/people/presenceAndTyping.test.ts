import { expect, test } from "vitest";
import { draftKey } from "../../../src/core/drafts/draftStore";
import { Announcer } from "../../../src/core/people/announcer";
import { Presence } from "../../../src/core/people/presence";
import { Typing, TypingSender } from "../../../src/core/people/typing";
import { FakeClock } from "../../support/fakeClock";

class Watching {
  readonly clock = new FakeClock();
  readonly asked: (readonly string[])[] = [];
  readonly presence = new Presence(this.clock, (accountIds) => this.asked.push(accountIds));
}

test("Changes of presence count only after the picture of the present connection", () => {
  const { presence } = new Watching();
  presence.apply({ type: "presence", isSnapshot: true, accounts: { ana: "online", ben: "away" } });
  presence.connected();
  presence.apply({ type: "presence", isSnapshot: false, accounts: { ana: "offline" } });
  expect(presence.byId.value.get("ana")).toBe("online");

  presence.apply({ type: "presence", isSnapshot: true, accounts: { ben: "online" } });
  presence.apply({ type: "presence", isSnapshot: false, accounts: { cleo: "away" } });

  expect([...presence.byId.value]).toEqual([
    ["ben", "online"],
    ["cleo", "away"],
  ]);
});

test("The server is asked for those who are shown, all that a list brings at once", () => {
  const { presence, clock, asked } = new Watching();
  presence.connected();
  expect(asked).toEqual([]);

  const hideAna = presence.show("ana");
  presence.show("ana");
  presence.show("ben");
  clock.advance(50);
  expect(asked).toEqual([["ana", "ben"]]);

  hideAna();
  clock.advance(50);
  expect(asked).toHaveLength(1);
});

test("Who is not shown any more is not watched any more", () => {
  const { presence, clock, asked } = new Watching();
  presence.connected();
  const hideAna = presence.show("ana");
  clock.advance(50);
  hideAna();
  clock.advance(50);

  expect(asked).toEqual([["ana"], []]);
});

test("A row that is drawn anew asks for nothing", () => {
  const { presence, clock, asked } = new Watching();
  presence.connected();
  const hideAna = presence.show("ana");
  clock.advance(50);
  hideAna();
  presence.show("ana");
  clock.advance(50);

  expect(asked).toEqual([["ana"]]);
});

test("A new connection is asked again, at once", () => {
  const { presence, clock, asked } = new Watching();
  presence.show("ana");
  clock.advance(50);
  expect(asked).toEqual([]);

  presence.connected();
  presence.connected();

  expect(asked).toEqual([["ana"], ["ana"]]);
});

test("Of more than the server takes, those who were shown first are watched", () => {
  const { presence, clock, asked } = new Watching();
  presence.connected();
  for (let number = 0; number < 501; number += 1) {
    presence.show(`account ${number}`);
  }
  clock.advance(50);

  expect(asked[0]).toHaveLength(500);
  expect(asked[0]).not.toContain("account 500");
});

test("Typing is shown for five seconds after the last sign", () => {
  const clock = new FakeClock();
  const typing = new Typing(clock);
  typing.started("c", "ana");
  clock.advance(4_000);
  typing.started("c", "ana");
  clock.advance(4_999);
  expect(typing.byPlace.value.get("c")).toEqual(["ana"]);

  clock.advance(1);

  expect(typing.byPlace.value.get("c")).toEqual([]);
});

test("A message ends its author's typing", () => {
  const typing = new Typing(new FakeClock());
  typing.started("c", "ana");
  typing.started("c", "ben");
  typing.stopped("c", "ana");

  expect(typing.byPlace.value.get("c")).toEqual(["ben"]);
});

test("Who types in a thread types there, and not in its channel", () => {
  const typing = new Typing(new FakeClock());
  typing.started(draftKey({ channelId: "c", threadSeq: 7 }), "ana");
  typing.stopped("c", "ana");

  expect([...typing.byPlace.value]).toEqual([["c.7", ["ana"]]]);
});

test("One's own typing is told at most every three seconds, and anew after a message or in another place", () => {
  const clock = new FakeClock();
  const sent: string[] = [];
  const sender = new TypingSender(clock, (place) => sent.push(draftKey(place)));
  const channel = { channelId: "c", threadSeq: null };
  for (let key = 0; key < 30; key += 1) {
    sender.typed(channel);
    clock.advance(200);
  }
  expect(sent).toEqual(["c", "c"]);

  sender.sent();
  sender.typed(channel);
  sender.typed({ ...channel, threadSeq: 7 });
  sender.typed({ ...channel, threadSeq: 7 });

  expect(sent).toEqual(["c", "c", "c", "c.7"]);
});

test("A steady flood of messages is announced every two seconds, with their number", () => {
  const clock = new FakeClock();
  const announcer = new Announcer(clock);
  const said: (number | undefined)[] = [];
  announcer.current.subscribe((current) => said.push(current?.count));
  for (let index = 0; index < 100; index += 1) {
    announcer.posted("ana", `Message ${index}`);
    clock.advance(50);
  }

  expect(said).toEqual([undefined, 40, 40]);
});
