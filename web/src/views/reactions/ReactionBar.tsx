import type { ReactionDto } from "../../contracts";
import type { Channel } from "../../core/channels/channel";
import type { KnownMessage } from "../../core/channels/timelineItem";
import { lacksNames } from "../../core/reactions/reacted";
import { Icon } from "../../ui/Icon";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { EmojiSign } from "../emoji/EmojiSign";
import { type MembersById, nameOf } from "../names";
import type { TimelineActions } from "../timeline/timelineActions";
import { usePeople } from "../useWorkspace";

interface ReactionBarProps {
  readonly message: KnownMessage;
  readonly channel: Channel;
  readonly actions: TimelineActions;
  /** The row has the focus or the pointer: its buttons are stops of the Tab key. */
  readonly isActive: boolean;
}

/** What people reacted with, below the message; a press adds one's own or takes it back. */
export function ReactionBar({ message, channel, actions, isActive }: ReactionBarProps) {
  const session = useSession();
  const people = usePeople(channel.info.value.workspaceId);
  const { isMember, archivedAt } = channel.info.value;
  const shown = session.reactions.of(message);
  if (shown.length === 0) {
    return null;
  }
  const canReact = isMember && archivedAt === null;
  const tabIndex = isActive ? 0 : -1;
  return (
    <div class="reactions" role="group" aria-label={messages.reactions.label}>
      {shown.map((reaction) => {
        const label = messages.reactions.by(reaction.emoji, reaction.count, whoOf(reaction, people, session));
        return (
          <button
            key={reaction.emoji}
            type="button"
            class="reaction"
            aria-pressed={reaction.isMine}
            aria-label={label}
            title={label}
            disabled={!canReact}
            tabIndex={tabIndex}
            onPointerEnter={() => lacksNames(reaction) && void session.reactions.refresh(channel, message.seq)}
            onFocus={() => lacksNames(reaction) && void session.reactions.refresh(channel, message.seq)}
            onClick={() => session.reactions.toggle(channel, message.seq, reaction.emoji)}
          >
            <span class="emoji">
              <EmojiSign emoji={reaction.emoji} />
            </span>{" "}
            {reaction.count}
          </button>
        );
      })}
      {canReact && (
        <button
          type="button"
          class="reaction"
          aria-label={messages.reactions.add}
          title={messages.reactions.add}
          aria-haspopup="dialog"
          tabIndex={tabIndex}
          onClick={(event) => actions.react(message.seq, event.currentTarget)}
        >
          <Icon name="smile" size={16} />
        </button>
      )}
    </div>
  );
}

function whoOf(reaction: ReactionDto, people: MembersById, session: ReturnType<typeof useSession>): string {
  const { accountIds, count, isMine } = reaction;
  const others = accountIds.filter((id) => id !== session.myId).map((id) => nameOf(id, people, session));
  const named = isMine ? [messages.common.you, ...others] : others;
  const more = count - named.length;
  return messages.listOf(more > 0 ? [...named, messages.timeline.others(more)] : named);
}
