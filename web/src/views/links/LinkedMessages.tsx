import { useEffect, useState } from "preact/hooks";
import type { MessageDto } from "../../contracts";
import { getServer } from "../../core/api/accounts";
import { getMessage } from "../../core/api/messages";
import { type MessageAddress, messageAddresses } from "../../core/links/messageAddress";
import { useSession } from "../client";
import { placeOf } from "../names";
import { MessageExcerpt } from "../saved/MessageExcerpt";
import { usePeople } from "../useWorkspace";

// Without a limit one message could make its readers ask for hundreds.
const most = 3;

/** Where this server is besides the address that this page was opened at: as its operator says that people open it. */
let own: Promise<readonly string[]> | null = null;

/** The messages of this server that a text leads to, as far as the reader may see them: the server is asked with the reader's own rights. */
export function LinkedMessages({ text }: { readonly text: string }) {
  const { http } = useSession();
  const [origins, setOrigins] = useState<readonly string[]>([window.location.origin]);
  useEffect(() => {
    own ??= getServer(http).then(
      ({ publicUrl }) => (publicUrl === null ? [] : [new URL(publicUrl).origin]),
      () => {
        own = null;
        return [];
      },
    );
    void own.then((more) => setOrigins([window.location.origin, ...more]));
  }, [http]);
  const addresses = messageAddresses(text, origins).slice(0, most);
  return (
    <>
      {addresses.map((address) => (
        <LinkedMessage key={`${address.channelId}/${address.seq}`} address={address} />
      ))}
    </>
  );
}

function LinkedMessage({ address: { workspaceId, channelId, seq } }: { readonly address: MessageAddress }) {
  const session = useSession();
  const people = usePeople(workspaceId);
  const [message, setMessage] = useState<MessageDto | null>(null);
  const info = session.channels.all.value.get(channelId)?.info.value;
  useEffect(() => {
    let isWanted = true;
    getMessage(session.http, channelId, seq).then(
      (found) => isWanted && setMessage(found),
      // Not there, or not for this reader: nothing shows, as if the link led anywhere else.
      () => isWanted && setMessage(null),
    );
    return () => {
      isWanted = false;
    };
    // Whoever leaves a channel is asked about again, and told nothing.
  }, [session, channelId, seq, info?.isMember]);
  if (message === null || message.deletedAt !== null || !session.me.value.workspaces.some(({ id }) => id === workspaceId)) {
    return null;
  }
  return (
    <div class="linked">
      <MessageExcerpt message={message} workspaceId={workspaceId} place={info === undefined ? null : placeOf(info, people, session)}>
        {null}
      </MessageExcerpt>
    </div>
  );
}
