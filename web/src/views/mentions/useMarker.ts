import { useMemo } from "preact/hooks";
import type { MessageMentions } from "../../contracts";
import type { Marker } from "../../ui/markdown/withMarks";
import { useClient, useSession } from "../client";
import { usePeople } from "../useWorkspace";
import { markerOf } from "./markerOf";

/** Marks the names of a message that call someone, each leading to the card of whom it calls. undefined: it calls nobody. */
export function useMarker(mentions: MessageMentions | null, workspaceId: string): Marker | undefined {
  const { router } = useClient();
  const { myId, me } = useSession();
  const people = usePeople(workspaceId);
  const { username } = me.value.account;
  return useMemo(
    () => (mentions === null ? undefined : markerOf(mentions, people, { id: myId, username }, (id) => router.openPerson(id))),
    [mentions, people, myId, username, router],
  );
}
