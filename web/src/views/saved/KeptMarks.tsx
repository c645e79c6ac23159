import type { Channel } from "../../core/channels/channel";
import type { KnownMessage } from "../../core/channels/timelineItem";
import { Icon } from "../../ui/Icon";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { nameOf } from "../names";
import { usePeople } from "../useWorkspace";

/** Says above a message that the channel, or the person, keeps it. */
export function KeptMarks({ message, channel }: { readonly message: KnownMessage; readonly channel: Channel }) {
  const session = useSession();
  const people = usePeople(channel.info.value.workspaceId);
  const isSaved = session.saved.has(channel.id, message.seq);
  if (message.deletedAt !== null || (message.pinnedBy === null && !isSaved)) {
    return null;
  }
  return (
    <p class="kept-marks">
      {message.pinnedBy !== null && (
        <span>
          <Icon name="pin" size={13} /> {messages.pins.by(nameOf(message.pinnedBy, people, session))}
        </span>
      )}
      {isSaved && (
        <span>
          <Icon name="bookmark" size={13} /> {messages.saved.mark}
        </span>
      )}
    </p>
  );
}
