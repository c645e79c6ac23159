import { useEffect, useState } from "preact/hooks";
import { problemCodes } from "../../contracts";
import { hasCode } from "../../core/api/http";
import type { Channel } from "../../core/channels/channel";
import { messages } from "../../ui/messages";
import { Skeleton } from "../../ui/Skeleton";
import { useSession } from "../client";
import { describeError } from "../describeError";
import { Link } from "../Link";
import { urls } from "../router";
import { PageHead } from "../shell/PageHead";
import { ChannelView } from "./ChannelView";

interface ChannelPageProps {
  readonly workspaceId: string;
  readonly channelId: string;
  readonly onMenu: () => void;
}

type Found =
  | { readonly name: "looking" }
  | { readonly name: "found"; readonly channel: Channel }
  | { readonly name: "gone" }
  | { readonly name: "failed"; readonly error: unknown };

/** The channel of the address: one of one's own is here at once, another one is asked for. */
export function ChannelPage({ workspaceId, channelId, onMenu }: ChannelPageProps) {
  const session = useSession();
  const known = session.channels.all.value.get(channelId);
  const [found, setFound] = useState<Found>(known === undefined ? { name: "looking" } : { name: "found", channel: known });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    session.findChannel(channelId).then(
      (channel) => setFound({ name: "found", channel }),
      (error: unknown) => setFound(hasCode(error, problemCodes.notFound) ? { name: "gone" } : { name: "failed", error }),
    );
  }, [session, channelId, attempt]);
  const isLost = found.name === "found" && known === undefined;
  if (found.name === "found" && !isLost) {
    return <ChannelView channel={found.channel} onMenu={onMenu} />;
  }
  if (found.name === "looking") {
    return (
      <main id="main" tabIndex={-1} class="main" aria-busy="true">
        <PageHead title={<span class="hidden-text">{messages.common.loading}</span>} onMenu={onMenu} />
        <div class="middle">
          <Skeleton />
        </div>
      </main>
    );
  }
  return (
    <main id="main" tabIndex={-1} class="main">
      <PageHead title={messages.channel.goneTitle} onMenu={onMenu} />
      <div class="page">
        <div class="empty">
          <p>{found.name === "failed" ? describeError(found.error) : messages.channel.goneText}</p>
          <div class="empty-actions">
            {found.name === "failed" && (
              <button type="button" class="button primary" onClick={() => setAttempt(attempt + 1)}>
                {messages.common.tryAgain}
              </button>
            )}
            <Link class="button" to={urls.workspace(workspaceId)}>
              {messages.channel.toWorkspace}
            </Link>
          </div>
        </div>
      </div>
    </main>
  );
}
