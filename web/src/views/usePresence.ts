import { useEffect } from "preact/hooks";
import { type ShownPresence, shownPresence } from "../core/attention/shownPresence";
import { useSession } from "./client";
import { usePeople } from "./useWorkspace";

/** Whether the account is there and may be spoken to, as long as the caller is shown; null: nobody is. */
export function usePresence(accountId: string | null, workspaceId: string): ShownPresence {
  const { presence } = useSession();
  const people = usePeople(workspaceId);
  useEffect(() => (accountId === null ? undefined : presence.show(accountId)), [presence, accountId]);
  return accountId === null
    ? "offline"
    : shownPresence(presence.byId.value.get(accountId) ?? "offline", people.get(accountId)?.availability);
}
