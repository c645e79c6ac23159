import { expect, test } from "vitest";
import type { ChannelEventDto } from "../../../src/contracts";
import { EventOrder } from "../../../src/core/channels/eventOrder";
import { seeded } from "../../support/random";

function event(seq: number): ChannelEventDto {
  return { type: "unknown", channelId: "c", seq, at: "", actorId: "a", data: null };
}

const seqs = (events: readonly ChannelEventDto[]) => events.map(({ seq }) => seq);

test("An event after a gap waits until the gap is filled", () => {
  const order = new EventOrder(10);

  expect(seqs(order.offer(event(13)))).toEqual([]);
  expect(order.gap).toEqual({ from: 11, to: 12 });
  expect(seqs(order.offer(event(11)))).toEqual([11]);
  expect(order.gap).toEqual({ from: 12, to: 12 });
  expect(seqs(order.offer(event(12)))).toEqual([12, 13]);
  expect(order.gap).toBeNull();
});

test("A repeated event is given out once", () => {
  const order = new EventOrder(10);

  expect(seqs([...order.offer(event(11)), ...order.offer(event(11)), ...order.offer(event(9))])).toEqual([11]);
});

test.each([1, 2, 3, 4, 5])("Events come out in order, each once, whatever order they went in (seed %i)", (seed) => {
  const random = seeded(seed);
  const sent = Array.from({ length: 200 }, (_, index) => index + 1);
  const doubled = [...sent, ...sent.filter(() => random() < 0.3)].sort(() => random() - 0.5);
  const order = new EventOrder(0);

  expect(doubled.flatMap((seq) => seqs(order.offer(event(seq))))).toEqual(sent);
});

test("Starting again forgets what was held up to there", () => {
  const order = new EventOrder(10);
  order.offer(event(13));
  order.restart(20);

  expect(order.gap).toBeNull();
  expect(seqs(order.offer(event(21)))).toEqual([21]);
});
