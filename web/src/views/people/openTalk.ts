import { openDirectChannel } from "../../core/api/channels";
import type { Session } from "../../core/session";
import { type Router, urls } from "../router";

/** Goes to the direct channel with someone, which is made when it is not there. */
export async function openTalk(
  { session, router }: { readonly session: Session; readonly router: Router },
  workspaceId: string,
  accountId: string,
): Promise<void> {
  try {
    const channel = await openDirectChannel(session.http, workspaceId, { accountIds: [accountId] });
    session.channels.put(channel);
    router.go(urls.channel(workspaceId, channel.id));
  } catch (error) {
    session.notices.show({ kind: "failed", error });
  }
}
