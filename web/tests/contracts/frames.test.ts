import { expect, test } from "vitest";
import { serverFrame } from "../../src/contracts/frameDecoders";

test("What an event has of another version is passed over", () => {
  const envelope = { type: "message.posted", channelId: "c1", seq: 42, at: "2026-11-22T17:00:00.000Z", actorId: "ana" };

  const frame = serverFrame({ ...envelope, data: { text: "ahoy", clientMessageId: "of an earlier version" }, later: 1 }, "frame");

  expect(frame).toEqual({
    type: "event",
    event: { ...envelope, data: { text: "ahoy", threadSeq: null, alsoInChannel: null, rootAuthorId: null, files: null, mentions: null } },
  });
});
