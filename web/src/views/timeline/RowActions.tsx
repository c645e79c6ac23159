import type { Channel } from "../../core/channels/channel";
import type { KnownMessage } from "../../core/channels/timelineItem";
import { IconButton } from "../../ui/IconButton";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { mayDeleteOthersMessages } from "../permissions";
import { useRole } from "../useWorkspace";
import type { TimelineActions } from "./timelineActions";

interface RowActionsProps {
  readonly message: KnownMessage;
  readonly channel: Channel;
  readonly actions: TimelineActions;
}

/** What can be done with a message. Only the row under the pointer or the focus has it. */
export function RowActions({ message, channel, actions }: RowActionsProps) {
  const { myId } = useSession();
  const info = channel.info.value;
  const role = useRole(info.workspaceId);
  const isMine = message.authorId === myId;
  const canWrite = info.isMember && info.archivedAt === null;
  return (
    <div class="actions" role="toolbar" aria-label={messages.timeline.actions}>
      {actions.openThread !== null && (canWrite || message.thread !== null) && (
        <IconButton icon="thread" label={messages.thread.reply} onClick={() => actions.openThread?.(message.seq)} />
      )}
      {"clipboard" in navigator && (
        <IconButton icon="copy" label={messages.timeline.copyText} onClick={() => void navigator.clipboard.writeText(message.text)} />
      )}
      {actions.canMarkUnread && (
        <IconButton icon="mark" label={messages.timeline.markUnread} onClick={() => actions.markUnread(message.seq)} />
      )}
      {isMine && canWrite && <IconButton icon="pen" label={messages.timeline.edit} onClick={() => actions.edit(message.seq)} />}
      {(isMine || mayDeleteOthersMessages(role)) && canWrite && (
        <IconButton icon="bin" label={messages.common.delete} onClick={() => actions.askToDelete(message)} />
      )}
    </div>
  );
}
