import { limits, type ReactionDto, type ReactionEvent } from "../../contracts";
import type { KnownMessage } from "../channels/timelineItem";

/** The message after the event; the same where the event is one that it shows already. */
export function reacted(message: KnownMessage, event: ReactionEvent, myId: string): KnownMessage {
  if (message.deletedAt !== null || event.seq <= message.reactionsSeq) {
    return message;
  }
  const change = event.type === "reaction.added" ? withReaction : withoutReaction;
  return { ...message, reactions: change(message.reactions, event.data.emoji, event.actorId, myId), reactionsSeq: event.seq };
}

export function withReaction(reactions: readonly ReactionDto[], emoji: string, accountId: string, myId: string): readonly ReactionDto[] {
  const isMine = accountId === myId;
  const at = reactions.findIndex((reaction) => reaction.emoji === emoji);
  const known = reactions[at];
  if (known === undefined) {
    return [...reactions, { emoji, count: 1, isMine, accountIds: [accountId] }];
  }
  const accountIds = known.accountIds.length < limits.reactionAccounts ? [...known.accountIds, accountId] : known.accountIds;
  return reactions.with(at, { emoji, count: known.count + 1, isMine: known.isMine || isMine, accountIds });
}

export function withoutReaction(reactions: readonly ReactionDto[], emoji: string, accountId: string, myId: string): readonly ReactionDto[] {
  const at = reactions.findIndex((reaction) => reaction.emoji === emoji);
  const known = reactions[at];
  if (known === undefined || known.count === 1) {
    return reactions.filter((reaction) => reaction !== known);
  }
  return reactions.with(at, {
    emoji,
    count: known.count - 1,
    isMine: known.isMine && accountId !== myId,
    accountIds: known.accountIds.filter((id) => id !== accountId),
  });
}

/** Whether names are missing that the server would give: someone who was named is gone, and the next one is not known. */
export function lacksNames({ count, accountIds }: ReactionDto): boolean {
  return accountIds.length < Math.min(count, limits.reactionAccounts);
}
