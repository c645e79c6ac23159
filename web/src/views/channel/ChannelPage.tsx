import { useEffect, useState } from "preact/hooks";
import { problemCodes } from "../../contracts";
import { hasCode } from "../../core/api/http";
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
  /** Found once: when it is not among the channels any more, it went while one looked at it. */
  | { readonly name: "found" }
  | { readonly name: "gone" }
  | { readonly name: "failed"; readonly error: unknown };

/** The channel of the address: one of one's own is here at once, another one is asked for. */
export function ChannelPage({ workspaceId, channelId, onMenu }: ChannelPageProps) {
  const session = useSession();
  const known = session.channels.all.value.get(channelId);
  const [found, setFound] = useState<Found>(known === undefined ? { name: "looking" } : { name: "found" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    session.findChannel(channelId).then(
      () => setFound({ name: "found" }),
      (error: unknown) => setFound(hasCode(error, problemCodes.notFound) ? { name: "gone" } : { name: "failed", error }),
    );
  }, [session, channelId, attempt]);
  // Someone who is added to a channel that they could not see sees it at once.
  if (known !== undefined) {
    return <ChannelView channel={known} onMenu={onMenu} />;
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
