import type { Channel } from "../../core/channels/channel";
import type { KnownMessage } from "../../core/channels/timelineItem";
import { Avatar } from "../../ui/Avatar";
import { classNames } from "../../ui/classNames";
import { formatWhen } from "../../ui/format";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { avatarOf, nameOf } from "../names";
import type { TimelineActions } from "../timeline/timelineActions";
import { usePeople } from "../useWorkspace";

interface ThreadLinkProps {
  readonly message: KnownMessage;
  readonly channel: Channel;
  readonly actions: TimelineActions;
}

/** Under a message that was replied to: who did, how often, and when last. */
export function ThreadLink({ message, channel, actions }: ThreadLinkProps) {
  const session = useSession();
  const people = usePeople(channel.info.value.workspaceId);
  const { thread, seq } = message;
  const { openThread } = actions;
  if (thread === null || thread.replyCount === 0 || openThread === null) {
    return null;
  }
  const unread = session.threads.followed.find(channel.id, seq)?.unread.value ?? 0;
  return (
    <button type="button" class={classNames("thread-link", unread > 0 && "unread")} onClick={() => openThread(seq)}>
      <span class="faces">
        {thread.repliers.map((id) => (
          <Avatar key={id} id={id} name={nameOf(id, people, session)} url={avatarOf(id, people, session)} size={20} />
        ))}
      </span>
      <b>{messages.thread.replies(thread.replyCount)}</b>
      {unread > 0 && <span class="badge">{messages.thread.newReplies(unread)}</span>}
      <span class="muted">{messages.thread.last(formatWhen(Date.parse(thread.lastReplyAt), Date.now()))}</span>
    </button>
  );
}

/** Above a reply that the channel shows too: where it belongs. */
export function ReplyNote({ message, actions }: { readonly message: KnownMessage; readonly actions: TimelineActions }) {
  const { openThread } = actions;
  if (openThread === null) {
    return message.alsoInChannel === true ? <p class="reply-note">{messages.thread.alsoSent}</p> : null;
  }
  return (
    <p class="reply-note">
      <button type="button" class="link-button" onClick={() => openThread(message.seq)}>
        {messages.thread.repliedIn}
      </button>
    </p>
  );
}
