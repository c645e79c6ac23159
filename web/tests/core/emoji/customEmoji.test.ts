import { expect, test } from "vitest";
import { Http } from "../../../src/core/api/http";
import { CustomEmoji } from "../../../src/core/emoji/customEmoji";
import { FakeClock, settle } from "../../support/fakeClock";

class Shop {
  readonly clock = new FakeClock();
  names: readonly string[] = ["ship"];
  asked = 0;
  isAway = false;
  readonly emoji = new CustomEmoji(new Http({ fetch: () => this.#answer(), onSignedOut: () => {} }), this.clock, () => 0.5);

  get shown(): readonly string[] {
    return [...this.emoji.byNameOf("w1").value.keys()];
  }

  async #answer(): Promise<Response> {
    this.asked += 1;
    if (this.isAway) {
      throw new TypeError("away");
    }
    return Response.json({
      emoji: this.names.map((name) => ({ name, url: `/${name}`, creatorId: "ana", createdAt: "2026-01-01T00:00:00.000Z" })),
    });
  }
}

test("They are asked for when someone looks, once", async () => {
  const shop = new Shop();
  expect(shop.shown).toEqual([]);
  await settle();
  expect([shop.shown, shop.shown, shop.asked]).toEqual([["ship"], ["ship"], 1]);
});

test("What changed is asked for soon, however often it is told", async () => {
  const shop = new Shop();
  expect(shop.shown).toEqual([]);
  await settle();
  shop.names = ["anchor", "ship"];
  for (let times = 0; times < 5; times += 1) {
    shop.emoji.changed("w1");
  }
  shop.emoji.changed("another");
  shop.clock.advance(1_000);
  await settle();
  expect([shop.shown, shop.asked]).toEqual([["anchor", "ship"], 2]);
});

test("After a lost connection they are asked for again, and a deleted one is gone", async () => {
  const shop = new Shop();
  expect(shop.shown).toEqual([]);
  await settle();
  shop.names = [];
  shop.emoji.refreshAfterGap();
  shop.clock.advance(4_000);
  await settle();
  expect(shop.shown).toEqual([]);
});

test("Without an answer what was known stays, and the next reason asks again", async () => {
  const shop = new Shop();
  expect(shop.shown).toEqual([]);
  await settle();
  shop.isAway = true;
  shop.emoji.changed("w1");
  shop.clock.advance(1_000);
  await settle();
  expect(shop.shown).toEqual(["ship"]);
  shop.isAway = false;
  shop.names = ["anchor"];
  shop.emoji.changed("w1");
  shop.clock.advance(1_000);
  await settle();
  expect(shop.shown).toEqual(["anchor"]);
});
