import type { Channel } from "../../core/channels/channel";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { nameOf } from "../names";
import { usePeople } from "../useWorkspace";

const mostNames = 3;

/** Who types. Not read aloud: it changes all the time and tells nothing that can be answered. */
export function TypingNames({ channel, place }: { readonly channel: Channel; readonly place: string }) {
  const session = useSession();
  const people = usePeople(channel.info.value.workspaceId);
  const typing = session.typing.byPlace.value.get(place) ?? [];
  if (typing.length === 0) {
    return null;
  }
  return (
    <>
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {typing.length > mostNames ? (
        <span>{messages.composer.typingCrowd}</span>
      ) : (
        <span class="clip">
          <b>{typing.map((id) => nameOf(id, people, session)).join(", ")}</b>{" "}
          {typing.length === 1 ? messages.composer.typingOne : messages.composer.typingMany}
        </span>
      )}
    </>
  );
}
