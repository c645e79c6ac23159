import { useEffect } from "preact/hooks";
import type { PresenceStatus } from "../contracts";
import { useSession } from "./client";

/** Whether the account is there, as long as the caller is shown; null: nobody is. */
export function usePresence(accountId: string | null): PresenceStatus {
  const { presence } = useSession();
  useEffect(() => (accountId === null ? undefined : presence.show(accountId)), [presence, accountId]);
  return accountId === null ? "offline" : (presence.byId.value.get(accountId) ?? "offline");
}
