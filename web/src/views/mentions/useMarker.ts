import { useMemo } from "preact/hooks";
import type { MessageDto } from "../../contracts";
import type { GroupDto } from "../../contracts/groups";
import type { Marker } from "../../ui/markdown/withMarks";
import { useClient, useSession } from "../client";
import { maySeeGroups } from "../permissions";
import { usePeople, useRole } from "../useWorkspace";
import { markerOf } from "./markerOf";

const noGroups: ReadonlyMap<string, GroupDto> = new Map();

/** Marks the names of a message that call someone, each leading to the card of whom it calls, or to the groups. undefined: it calls nobody. */
export function useMarker({ mentions, text }: Pick<MessageDto, "mentions" | "text">, workspaceId: string): Marker | undefined {
  const { router } = useClient();
  const session = useSession();
  const { myId, me } = session;
  const people = usePeople(workspaceId);
  const isGroupMaker = maySeeGroups(useRole(workspaceId));
  const callsGroups = mentions !== null && mentions.groups !== null;
  const groups = callsGroups ? session.groups.byNameOf(workspaceId).value : noGroups;
  const { username } = me.value.account;
  return useMemo(
    () =>
      mentions === null
        ? undefined
        : markerOf(
            { mentions, text },
            {
              me: { id: myId, username },
              people,
              groups,
              showPerson: (id) => router.openPerson(id),
              showGroups: isGroupMaker ? () => router.open("groups") : null,
            },
          ),
    [mentions, text, people, groups, myId, username, isGroupMaker, router],
  );
}
