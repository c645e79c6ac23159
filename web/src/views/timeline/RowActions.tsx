import { useContext } from "preact/hooks";
import type { Channel } from "../../core/channels/channel";
import type { KnownMessage } from "../../core/channels/timelineItem";
import { classNames } from "../../ui/classNames";
import { IconButton } from "../../ui/IconButton";
import { CustomEmojiContext } from "../../ui/markdown/customEmoji";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { customName, EmojiSign } from "../emoji/EmojiSign";
import { EmojiPicker } from "../reactions/lazyPicker";
import type { TimelineActions } from "./timelineActions";

interface RowActionsProps {
  readonly message: KnownMessage;
  readonly channel: Channel;
  readonly actions: TimelineActions;
}

/** How many of the emoji used last are one press away. */
const quick = 3;

/** What is done with a message most, and the menu with the rest. Only the row under the pointer or the focus has it. */
export function RowActions({ message, channel, actions }: RowActionsProps) {
  const { reactions, emojiChoice, saved } = useSession();
  const custom = useContext(CustomEmojiContext);
  // One of another workspace, or that was deleted, is none here.
  const isUsable = (emoji: string) => custom.has(customName(emoji) ?? "") || customName(emoji) === null;
  const info = channel.info.value;
  const canWrite = info.isMember && info.archivedAt === null;
  return (
    <div class="actions" role="toolbar" aria-label={messages.timeline.actions}>
      {canWrite &&
        emojiChoice.recent.value
          .filter(isUsable)
          .slice(0, quick)
          .map((emoji) => (
            <button
              key={emoji}
              type="button"
              class="icon-button emoji quick"
              aria-label={messages.reactions.addOne(emoji)}
              title={messages.reactions.addOne(emoji)}
              onClick={() => reactions.toggle(channel, message.seq, emoji)}
            >
              <EmojiSign emoji={emoji} />
            </button>
          ))}
      {canWrite && (
        <IconButton
          icon="smile"
          label={messages.reactions.add}
          aria-haspopup="dialog"
          onPointerEnter={EmojiPicker.preload}
          onFocus={EmojiPicker.preload}
          onClick={(event) => actions.react(message.seq, event.currentTarget)}
        />
      )}
      {actions.openThread !== null && (canWrite || message.thread !== null) && (
        <IconButton icon="thread" label={messages.thread.reply} onClick={() => actions.openThread?.(message.seq)} />
      )}
      {info.isMember && (
        <IconButton
          icon="bookmark"
          label={saved.has(channel.id, message.seq) ? messages.saved.remove : messages.saved.save}
          class={classNames(saved.has(channel.id, message.seq) && "is-on")}
          onClick={() => void saved.toggle(channel.id, message.seq)}
        />
      )}
      <IconButton
        icon="more"
        label={messages.timeline.more}
        aria-haspopup="menu"
        onClick={(event) => actions.offer(message, event.currentTarget)}
      />
    </div>
  );
}
