import type { ChannelEventDto } from "../../contracts";
import { reacted } from "../reactions/reacted";
import { type KnownMessage, repliedTo, withoutContent, withReplyLess } from "./timelineItem";

export interface MessageChange {
  readonly seq: number;
  readonly change: (message: KnownMessage) => KnownMessage;
}

/** What an event makes of messages that were there before it, by their seq. */
export function changesBy(event: ChannelEventDto, myId: string): readonly MessageChange[] {
  switch (event.type) {
    case "message.posted":
      return inThread(event.data.threadSeq, (root) => repliedTo(root, event));
    case "message.edited": {
      const { messageSeq, text, mentions } = event.data;
      const change = (message: KnownMessage) => {
        // Where no link is left, no preview is; else the server tells of them.
        const previews = text.includes("://") ? message.previews : null;
        return { ...message, text, editedAt: event.at, mentions, previews };
      };
      return [{ seq: messageSeq, change }];
    }
    case "message.previews-changed": {
      const { messageSeq, previews } = event.data;
      return [{ seq: messageSeq, change: (message) => ({ ...message, previews }) }];
    }
    case "message.deleted":
      return [
        { seq: event.data.messageSeq, change: (message) => withoutContent(message, event.at) },
        ...inThread(event.data.threadSeq, (root) => withReplyLess(root, event.seq)),
      ];
    case "message.pinned":
      return [{ seq: event.data.messageSeq, change: (message) => pinned(message, event.actorId, event.at) }];
    case "message.unpinned":
      return [{ seq: event.data.messageSeq, change: (message) => pinned(message, null, null) }];
    case "reaction.added":
    case "reaction.removed":
      return [{ seq: event.data.messageSeq, change: (message) => reacted(message, event, myId) }];
    default:
      return [];
  }
}

function inThread(threadSeq: number | null, change: MessageChange["change"]): readonly MessageChange[] {
  return threadSeq === null ? [] : [{ seq: threadSeq, change }];
}

function pinned(message: KnownMessage, pinnedBy: string | null, pinnedAt: string | null): KnownMessage {
  return message.deletedAt === null ? { ...message, pinnedBy, pinnedAt } : message;
}
