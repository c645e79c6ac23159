import { describe, expect, test } from "vitest";
import type { ReactionEvent } from "../../../src/contracts";
import type { KnownMessage } from "../../../src/core/channels/timelineItem";
import { lacksNames, reacted } from "../../../src/core/reactions/reacted";

const plain: KnownMessage = {
  channelId: "c",
  seq: 3,
  authorId: "ana",
  text: "ahoy",
  postedAt: "2026-11-22T12:00:00.000Z",
  clientMessageId: null,
  editedAt: null,
  deletedAt: null,
  threadSeq: null,
  alsoInChannel: null,
  thread: null,
  files: null,
  mentions: null,
  previews: null,
  pinnedBy: null,
  pinnedAt: null,
  reactions: [],
  reactionsSeq: 0,
};

function event(seq: number, type: ReactionEvent["type"], actorId: string, emoji = "👍"): ReactionEvent {
  return { type, channelId: "c", seq, at: "2026-11-22T12:00:00.000Z", actorId, data: { messageSeq: 3, emoji } };
}

const applied = (message: KnownMessage, ...events: readonly ReactionEvent[]) =>
  events.reduce((state, one) => reacted(state, one, "me"), message);

describe("a message's reactions", () => {
  test("They count who came and who went, and know one's own", () => {
    const message = applied(
      plain,
      event(4, "reaction.added", "ana"),
      event(5, "reaction.added", "me"),
      event(6, "reaction.added", "ana", "🎉"),
      event(7, "reaction.removed", "ana"),
    );

    expect(message.reactions).toEqual([
      { emoji: "👍", count: 1, isMine: true, accountIds: ["me"] },
      { emoji: "🎉", count: 1, isMine: false, accountIds: ["ana"] },
    ]);
    expect(message.reactionsSeq).toBe(7);
  });

  test("The last one to go takes the emoji along", () => {
    expect(applied(plain, event(4, "reaction.added", "me"), event(5, "reaction.removed", "me")).reactions).toEqual([]);
  });

  test("An event that a page shows already changes nothing", () => {
    const loaded: KnownMessage = { ...plain, reactions: [{ emoji: "👍", count: 40, isMine: false, accountIds: [] }], reactionsSeq: 9 };

    expect(reacted(loaded, event(9, "reaction.added", "ana"), "me")).toBe(loaded);
    expect(reacted(loaded, event(10, "reaction.added", "ana"), "me").reactions[0]?.count).toBe(41);
  });

  test("A deleted message takes none", () => {
    const deleted = { ...plain, deletedAt: "2026-11-22T13:00:00.000Z" };

    expect(reacted(deleted, event(9, "reaction.added", "ana"), "me")).toBe(deleted);
  });

  test("Past those that are named only the count grows, and names are missing once one of them goes", () => {
    const many = Array.from({ length: 25 }, (_, index) => event(4 + index, "reaction.added", `person${index}`));
    const full = applied(plain, ...many).reactions[0];
    const fewer = applied(plain, ...many, event(40, "reaction.removed", "person0")).reactions[0];

    expect([full?.count, full?.accountIds.length, full && lacksNames(full)]).toEqual([25, 20, false]);
    expect([fewer?.count, fewer?.accountIds.length, fewer && lacksNames(fewer)]).toEqual([24, 19, true]);
  });
});
