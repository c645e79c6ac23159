import { messages } from "../../ui/messages";
import { useClient, useSession } from "../client";
import { nameOf } from "../names";
import { usePeople } from "../useWorkspace";

const longestRead = 300;

/** The one polite live region: says what came in the channel on screen. */
export function Announcements({ workspaceId }: { readonly workspaceId: string }) {
  const session = useSession();
  const people = usePeople(workspaceId);
  const { announcements } = useClient().preferences.current.value;
  const current = announcements ? session.announcer.current.value : null;
  return (
    <div class="hidden-text" aria-live="polite" aria-atomic="true">
      {current !== null &&
        (current.count === 1
          ? messages.timeline.announceOne(nameOf(current.authorId, people, session), current.text.slice(0, longestRead))
          : messages.timeline.announceMany(current.count, nameOf(current.authorId, people, session)))}
    </div>
  );
}
