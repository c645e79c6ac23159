import { useCallback, useEffect, useState } from "preact/hooks";
import type { MentionPage, MessageDto } from "../../contracts";
import { getMentions } from "../../core/api/messages";
import { isInChannel } from "../../core/channels/timelineItem";
import { Avatar } from "../../ui/Avatar";
import { ErrorText } from "../../ui/ErrorText";
import { formatFull, formatWhen } from "../../ui/format";
import { laterMessages } from "../../ui/laterMessages";
import { Markdown } from "../../ui/markdown/Markdown";
import { Skeleton } from "../../ui/Skeleton";
import { ConnectionBanner } from "../channel/ConnectionBanner";
import { useSession } from "../client";
import { describeError } from "../describeError";
import { MessageFiles } from "../files/MessageFiles";
import { Link } from "../Link";
import { avatarOf, nameOf, placeOf } from "../names";
import { urls } from "../router";
import { PageHead } from "../shell/PageHead";
import { usePeople } from "../useWorkspace";
import { moveRow } from "./moveRow";
import { useMarker } from "./useMarker";

interface MentionsPageProps {
  readonly workspaceId: string;
  readonly onMenu: () => void;
}

interface Loaded {
  readonly items: readonly MessageDto[];
  readonly cursor: string | null;
}

/** The messages that mention one, newest first; each leads to its place in the channel. */
export function MentionsPage({ workspaceId, onMenu }: MentionsPageProps) {
  const session = useSession();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [error, setError] = useState<string | null>(null);
  const load = useCallback(
    async (cursor: string | null) => {
      try {
        const page = await getMentions(session.http, workspaceId, cursor);
        setLoaded((shown) =>
          cursor === null ? withNewest(page, shown) : { items: [...(shown?.items ?? []), ...page.messages], cursor: page.cursor },
        );
        setError(null);
      } catch (failure) {
        setError(describeError(failure));
      }
    },
    [session, workspaceId],
  );
  // What calls one while the page is open shows at once: the count moves with every such message.
  const count = session.mentionTotal.value;
  useEffect(() => {
    void load(null);
  }, [load, count]);
  return (
    <main id="main" tabIndex={-1} class="main">
      <PageHead title={laterMessages.mentions.title} onMenu={onMenu} />
      <ConnectionBanner />
      <div class="page" tabIndex={-1}>
        <div class="page-body">
          <ErrorText text={error} />
          {loaded === null && error === null && <Skeleton />}
          {loaded?.items.length === 0 && (
            <div class="empty">
              <p>{laterMessages.mentions.none}</p>
              <p class="muted">{laterMessages.mentions.noneText}</p>
            </div>
          )}
          {loaded !== null && loaded.items.length > 0 && (
            <ul class="found" aria-label={laterMessages.mentions.list} onKeyDown={moveRow}>
              {loaded.items.map((message) => (
                <MentionRow key={`${message.channelId} ${message.seq}`} message={message} workspaceId={workspaceId} />
              ))}
            </ul>
          )}
          {loaded !== null && loaded.cursor !== null && (
            <button type="button" class="button" onClick={() => void load(loaded.cursor)}>
              {laterMessages.mentions.loadMore}
            </button>
          )}
        </div>
      </div>
    </main>
  );
}

/** The first page again: what was loaded below it stays where it is. */
function withNewest(page: MentionPage, shown: Loaded | null): Loaded {
  const last = page.messages.at(-1);
  const at = shown?.items.findIndex(({ channelId, seq }) => channelId === last?.channelId && seq === last?.seq) ?? -1;
  return shown === null || at === -1
    ? { items: page.messages, cursor: page.cursor }
    : { items: [...page.messages, ...shown.items.slice(at + 1)], cursor: shown.cursor };
}

function MentionRow({ message, workspaceId }: { readonly message: MessageDto; readonly workspaceId: string }) {
  const session = useSession();
  const people = usePeople(workspaceId);
  const mark = useMarker(message, workspaceId);
  const channel = session.channels.all.value.get(message.channelId);
  const author = nameOf(message.authorId, people, session);
  const channelName = channel === undefined ? "" : placeOf(channel.info.value, people, session);
  const place = isInChannel(message) ? channelName : laterMessages.mentions.thread(channelName);
  const atMs = Date.parse(message.postedAt);
  const time = formatWhen(atMs, Date.now());
  return (
    <li class="found-row">
      <Link class="found-link" to={urls.placeOf(workspaceId, message)} aria-label={laterMessages.mentions.open(author, place, time)} />
      <Avatar id={message.authorId} name={author} url={avatarOf(message.authorId, people, session)} size={32} />
      <div class="found-main">
        <p class="found-head">
          <b class="clip">{author}</b> <span class="muted clip">{place}</span>{" "}
          <time class="muted" dateTime={message.postedAt} title={formatFull(atMs)}>
            {time}
          </time>
        </p>
        <div class="body">
          <Markdown text={message.text} mark={mark} />
          {message.files !== null && <MessageFiles files={message.files} />}
        </div>
      </div>
    </li>
  );
}
