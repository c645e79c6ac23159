import type { ChannelDto } from "../../contracts";
import { openDirectChannel } from "../../core/api/channels";
import type { Session } from "../../core/session";
import { type Router, urls } from "../router";

interface Place {
  readonly session: Session;
  readonly router: Router;
}

/** Goes to the direct channel with someone, which is made when it is not there. What the server refuses is thrown. */
export async function openDirect({ session, router }: Place, workspaceId: string, accountId: string): Promise<ChannelDto> {
  const channel = await openDirectChannel(session.http, workspaceId, { accountIds: [accountId] });
  session.channels.put(channel);
  router.go(urls.channel(workspaceId, channel.id));
  return channel;
}

/** The same, and says in passing what went wrong. */
export async function openTalk(place: Place, workspaceId: string, accountId: string): Promise<void> {
  try {
    await openDirect(place, workspaceId, accountId);
  } catch (error) {
    place.session.notices.show({ kind: "failed", error });
  }
}
