import { deleteMessage } from "../../core/api/messages";
import type { Channel } from "../../core/channels/channel";
import { withoutContent } from "../../core/channels/timelineItem";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { describeError } from "../describeError";
import type { TimelineActions } from "./timelineActions";

/** Asks before a message goes. */
export function DeleteDialog({ channel, actions }: { readonly channel: Channel; readonly actions: TimelineActions }) {
  const session = useSession();
  const deleting = actions.deleting.value;
  if (deleting === null) {
    return null;
  }
  return (
    <ConfirmDialog
      title={messages.timeline.deleteTitle}
      text={messages.timeline.deleteText}
      action={messages.common.delete}
      describe={describeError}
      onConfirm={async () => {
        await deleteMessage(session.http, channel.id, deleting.seq);
        session.threads.replace(channel, withoutContent(deleting, new Date().toISOString()));
      }}
      onClose={() => actions.stopDeleting()}
    />
  );
}
