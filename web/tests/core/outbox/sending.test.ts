import { expect, test } from "vitest";
import type { ChannelEventDto } from "../../../src/contracts";
import { NetworkError } from "../../../src/core/api/http";
import { timelineOf } from "../../../src/core/timeline/items";
import type { TimelineRow } from "../../../src/core/timeline/rows";
import { settle } from "../../support/fakeClock";
import { me } from "../../support/fakeServer";
import { seeded } from "../../support/random";
import { World } from "../../support/world";

/** What one device shows of a channel while it posts, and others of the same account perhaps too. */
class Device extends World {
  #heard = 0;

  async open(): Promise<void> {
    await this.start();
    this.#heard = this.first.head;
    await this.session.channels.get("c1")?.messages.openEnd();
  }

  /** As a reload of the page: only what is stored survives. */
  async reload(): Promise<void> {
    this.session.dispose();
    await this.open();
  }

  write(text: string): void {
    this.session.outbox.write("c1", text);
  }

  /** Hears what it has not heard yet, up to a seq. */
  hearAll(upTo = this.first.head): void {
    for (const event of this.first.log.slice(this.#heard, upTo)) {
      this.hear(event as ChannelEventDto);
    }
    this.#heard = Math.max(this.#heard, upTo);
  }

  get rows(): readonly TimelineRow[] {
    const channel = this.session.channels.get("c1");
    return channel === undefined ? [] : timelineOf(channel, this.session.outbox).value;
  }

  /** Messages as `seq text`, with what is not known to be stored as `text`. */
  get shown(): readonly string[] {
    return this.rows.map((row) =>
      row.kind === "message" ? `${row.message.seq} ${row.message.text}` : row.kind === "pending" ? row.item.text : "",
    );
  }

  get unsettled(): number {
    return this.session.outbox.items.value.length;
  }
}

async function opened(): Promise<Device> {
  const device = new Device();
  await device.open();
  return device;
}

function closedGate(): { readonly gate: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { gate, open };
}

/** Holds the answer back until it is called. */
function heldAnswer(device: Device): () => Promise<void> {
  const { gate, open } = closedGate();
  device.beforePostAnswer = () => gate;
  return async () => {
    open();
    await settle();
  };
}

test("A message whose answer comes before its event shows once all the time, in one row", async () => {
  const device = await opened();
  device.write("mine");
  const [written] = device.rows;
  await settle();
  const [answered] = device.rows;
  expect(device.shown).toEqual(["mine"]);
  device.hearAll();

  expect(device.shown).toEqual(["1 mine"]);
  expect([answered?.key, device.rows[0]?.key]).toEqual([written?.key, written?.key]);
  expect([device.unsettled, device.session.channels.get("c1")?.unread.value]).toEqual([0, 0]);
});

test("A message whose event comes before its answer shows once all the time, in one row", async () => {
  const device = await opened();
  const answer = heldAnswer(device);
  device.write("mine");
  const [written] = device.rows;
  await settle();
  device.hearAll();
  expect(device.shown).toEqual(["1 mine"]);
  const [heard] = device.rows;
  await answer();

  expect(device.shown).toEqual(["1 mine"]);
  expect([heard?.key, device.rows[0]?.key]).toEqual([written?.key, written?.key]);
  expect(device.unsettled).toBe(0);
});

test.each(["before its event", "after its event"])(
  "Two devices send the same text: the other's message is taken for mine until my answer, %s, says which is mine",
  async (order) => {
    const device = await opened();
    const answer = heldAnswer(device);
    device.first.post("ok", me, "of the other device");
    device.write("ok");
    await settle();
    device.hearAll(1);
    expect(device.shown).toEqual(["1 ok"]);
    if (order === "after its event") {
      device.hearAll();
      expect(device.shown).toEqual(["1 ok", "2 ok"]);
    }
    await answer();
    expect(device.shown).toEqual(order === "after its event" ? ["1 ok", "2 ok"] : ["1 ok", "ok"]);
    device.hearAll();

    expect(device.shown).toEqual(["1 ok", "2 ok"]);
    expect(new Set(device.rows.map(({ key }) => key)).size).toBe(2);
    expect(device.unsettled).toBe(0);
  },
);

test("The same text sent twice from here is two messages", async () => {
  const device = await opened();
  const answer = heldAnswer(device);
  device.write("ok");
  device.write("ok");
  await settle();
  device.hearAll();
  expect(device.shown).toEqual(["1 ok", "ok"]);
  await answer();
  device.hearAll();

  expect(device.shown).toEqual(["1 ok", "2 ok"]);
  expect(device.unsettled).toBe(0);
});

test("A message whose answer is lost shows once when its event comes, and is settled by the repeat", async () => {
  const device = await opened();
  device.beforePostAnswer = () => {
    throw new NetworkError("lost");
  };
  device.write("once");
  await settle();
  device.hearAll();
  expect([device.shown, device.unsettled]).toEqual([["1 once"], 1]);
  device.beforePostAnswer = () => {};
  await device.wait(250);

  expect([device.shown, device.unsettled]).toEqual([["1 once"], 0]);
  expect(device.first.messages).toHaveLength(1);
});

test("A message whose answer was lost in a reload shows once from the history, and is settled by the repeat", async () => {
  const device = await opened();
  device.beforePostAnswer = () => {
    throw new NetworkError("lost");
  };
  device.write("once");
  await settle();
  await device.reload();
  await settle();
  expect([device.shown, device.unsettled]).toEqual([["1 once"], 1]);
  device.beforePostAnswer = () => {};
  await device.wait(250);

  expect([device.shown, device.unsettled]).toEqual([["1 once"], 0]);
  expect(device.first.messages).toHaveLength(1);
});

test("A message that never reached the server is sent after a reload, though another device sent the same text meanwhile", async () => {
  const device = await opened();
  device.beforePost = () => {
    throw new NetworkError("lost");
  };
  device.write("ok");
  await settle();
  device.first.post("ok", me, "of the other device");
  device.hearAll();
  expect([device.shown, device.unsettled]).toEqual([["1 ok"], 1]);
  await device.reload();
  expect(device.shown).toEqual(["1 ok", "ok"]);
  device.beforePost = () => {};
  await device.wait(250);
  device.hearAll();

  expect([device.shown, device.unsettled]).toEqual([["1 ok", "2 ok"], 0]);
});

test("A message that the server refuses shows as not sent, though another device's was taken for it", async () => {
  const device = await opened();
  const { gate, open } = closedGate();
  device.beforePost = () => gate;
  device.refusal = 409;
  device.write("ok");
  device.first.post("ok", me, "of the other device");
  device.hearAll();
  expect(device.shown).toEqual(["1 ok"]);
  open();
  await settle();

  expect(device.shown).toEqual(["1 ok", "ok"]);
  expect(device.session.outbox.items.value.map(({ state }) => state.name)).toEqual(["failed"]);
  expect(new Set(device.rows.map(({ key }) => key)).size).toBe(2);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  "Whatever is lost and whatever comes first, every message shows once in the end (seed %i)",
  async (seed) => {
    const random = seeded(seed);
    const device = await opened();
    const lose = () => {
      if (random() < 0.3) {
        throw new NetworkError("lost");
      }
    };
    device.beforePost = lose;
    device.beforePostAnswer = () => {
      if (random() < 0.5) {
        device.hearAll();
      }
      lose();
    };
    const written: string[] = [];
    for (let step = 0; step < 60; step += 1) {
      const text = random() < 0.5 ? "ok" : "yes";
      written.push(text);
      if (random() < 0.3) {
        device.first.post(text, me, `other ${step}`);
      } else {
        device.write(text);
      }
      await device.wait(Math.floor(random() * 400));
      if (random() < 0.5) {
        device.hearAll();
      }
      if (random() < 0.05) {
        await device.reload();
      }
      expect(new Set(device.rows.map(({ key }) => key)).size).toBe(device.rows.length);
    }
    for (let round = 0; round < 400 && device.session.outbox.unsentCount > 0; round += 1) {
      await device.wait(9_000);
      // Without a frame the connection would be taken for dead.
      device.say({ type: "pong", n: 0 });
    }
    device.hearAll();

    expect(device.shown).toEqual(device.first.messages.map(({ seq, text }) => `${seq} ${text}`).slice(-device.shown.length));
    expect(device.first.messages.map(({ text }) => text).sort()).toEqual(written.sort());
    expect([device.unsettled, device.shown.length >= 50]).toEqual([0, true]);
  },
);
