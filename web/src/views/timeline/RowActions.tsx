import { deletePin, putPin } from "../../core/api/messages";
import type { Channel } from "../../core/channels/channel";
import type { KnownMessage } from "../../core/channels/timelineItem";
import { quoteOf } from "../../core/links/messageAddress";
import { classNames } from "../../ui/classNames";
import { IconButton } from "../../ui/IconButton";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { mayDeleteOthersMessages } from "../permissions";
import { EmojiPicker } from "../reactions/lazyPicker";
import { urls } from "../router";
import { useRole } from "../useWorkspace";
import type { TimelineActions } from "./timelineActions";

interface RowActionsProps {
  readonly message: KnownMessage;
  readonly channel: Channel;
  readonly actions: TimelineActions;
}

/** How many of the emoji used last are one press away. */
const quick = 3;

/** What can be done with a message. Only the row under the pointer or the focus has it. */
export function RowActions({ message, channel, actions }: RowActionsProps) {
  const { myId, reactions, emojiChoice, saved, http, notices } = useSession();
  const info = channel.info.value;
  const role = useRole(info.workspaceId);
  const isMine = message.authorId === myId;
  const link = window.location.origin + urls.message(info.workspaceId, channel.id, message.seq);
  const canWrite = info.isMember && info.archivedAt === null;
  return (
    <div class="actions" role="toolbar" aria-label={messages.timeline.actions}>
      {canWrite &&
        emojiChoice.recent.value.slice(0, quick).map((emoji) => (
          <button
            key={emoji}
            type="button"
            class="icon-button emoji quick"
            aria-label={messages.reactions.addOne(emoji)}
            title={messages.reactions.addOne(emoji)}
            onClick={() => reactions.toggle(channel, message.seq, emoji)}
          >
            {emoji}
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
      {info.isMember && (
        <IconButton
          icon="bookmark"
          label={saved.has(channel.id, message.seq) ? messages.saved.remove : messages.saved.save}
          class={classNames(saved.has(channel.id, message.seq) && "is-on")}
          onClick={() => void saved.toggle(channel.id, message.seq)}
        />
      )}
      {canWrite && (
        <IconButton
          icon="pin"
          label={message.pinnedBy === null ? messages.pins.pin : messages.pins.unpin}
          class={classNames(message.pinnedBy !== null && "is-on")}
          onClick={() => {
            const change = message.pinnedBy === null ? putPin : deletePin;
            change(http, channel.id, message.seq).catch((error: unknown) => notices.show({ kind: "failed", error }));
          }}
        />
      )}
      {"clipboard" in navigator && (
        <IconButton
          icon="link"
          label={messages.timeline.copyLink}
          onClick={() => {
            void navigator.clipboard.writeText(link);
            notices.show({ kind: "link-copied" });
          }}
        />
      )}
      {canWrite && <IconButton icon="quote" label={messages.timeline.quote} onClick={() => actions.quote(quoteOf(message.text, link))} />}
      {"clipboard" in navigator && (
        <IconButton icon="copy" label={messages.timeline.copyText} onClick={() => void navigator.clipboard.writeText(message.text)} />
      )}
      {info.isMember && <IconButton icon="mark" label={messages.timeline.markUnread} onClick={() => actions.markUnread(message.seq)} />}
      {isMine && canWrite && <IconButton icon="pen" label={messages.timeline.edit} onClick={() => actions.edit(message.seq)} />}
      {(isMine || mayDeleteOthersMessages(role)) && canWrite && (
        <IconButton icon="bin" label={messages.common.delete} onClick={() => actions.askToDelete(message)} />
      )}
    </div>
  );
}
