import { useEffect, useState } from "preact/hooks";
import { getEvents } from "../../core/api/messages";
import type { Channel } from "../../core/channels/channel";
import { useSession } from "../client";

/** Whether this account made the channel, which the first event of its log tells. false until that is known. */
export function useIsCreator(channel: Channel): boolean {
  const session = useSession();
  const [isCreator, setCreator] = useState(false);
  useEffect(() => {
    let isShown = true;
    getEvents(session.http, channel.id, 0, 1).then(
      ({ events: [first] }) => {
        if (isShown) {
          setCreator(first?.type === "channel.created" && first.actorId === session.myId);
        }
      },
      () => {
        // Without it the controls of a creator stay away, as for everyone else.
      },
    );
    return () => {
      isShown = false;
    };
  }, [session, channel]);
  return isCreator;
}
