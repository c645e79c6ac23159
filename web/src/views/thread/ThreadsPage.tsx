import { useCallback, useEffect, useState } from "preact/hooks";
import type { ThreadListItemDto } from "../../contracts";
import { getThreads } from "../../core/api/threads";
import { Avatar } from "../../ui/Avatar";
import { classNames } from "../../ui/classNames";
import { formatWhen } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { laterMessages } from "../../ui/laterMessages";
import { Markdown } from "../../ui/markdown/Markdown";
import { messages } from "../../ui/messages";
import { Skeleton } from "../../ui/Skeleton";
import { useClient, useSession } from "../client";
import { describeError } from "../describeError";
import { avatarOf, nameOf, placeOf } from "../names";
import { PageHead } from "../shell/PageHead";
import { usePeople } from "../useWorkspace";
import { ThreadPane } from "./ThreadPane";

interface ThreadsPageProps {
  readonly workspaceId: string;
  readonly onMenu: () => void;
}

type List =
  | { readonly name: "loading" }
  | { readonly name: "failed"; readonly error: unknown }
  | { readonly name: "ready"; readonly threads: readonly ThreadListItemDto[]; readonly cursor: string | null };

/** The threads that one follows, the last replied to first; the chosen one beside them. */
export function ThreadsPage({ workspaceId, onMenu }: ThreadsPageProps) {
  const { router } = useClient();
  const session = useSession();
  const [onlyUnread, setOnlyUnread] = useState(false);
  const [list, setList] = useState<List>({ name: "loading" });
  const unread = session.threads.unreadIn(workspaceId).value;
  const load = useCallback(async () => {
    try {
      const page = await getThreads(session.http, workspaceId, onlyUnread, null);
      setList({ name: "ready", ...page });
    } catch (error) {
      setList({ name: "failed", error });
    }
  }, [session, workspaceId, onlyUnread]);
  // A reply in a followed thread changes the list; what is read stays where it is until one comes back.
  useEffect(() => {
    void load();
  }, [load, session.threads.followed.changes.value]);
  const more = async (cursor: string) => {
    const page = await getThreads(session.http, workspaceId, onlyUnread, cursor);
    setList((before) => (before.name === "ready" ? { ...before, ...page, threads: [...before.threads, ...page.threads] } : before));
  };
  const { thread } = router.location.value;
  const channel = thread?.channelId == null ? undefined : session.channels.all.value.get(thread.channelId);
  return (
    <main id="main" tabIndex={-1} class="main">
      <PageHead title={messages.thread.list} onMenu={onMenu}>
        <span class="spring" />
        <div class="choice" role="group" aria-label={laterMessages.thread.filter}>
          <button type="button" class="button small" aria-pressed={!onlyUnread} onClick={() => setOnlyUnread(false)}>
            {laterMessages.thread.all}
          </button>
          <button type="button" class="button small" aria-pressed={onlyUnread} onClick={() => setOnlyUnread(true)}>
            {laterMessages.thread.unreadOnly}
            {unread > 0 && <span class="badge">{unread}</span>}
          </button>
        </div>
      </PageHead>
      <div class="page threads-page" tabIndex={-1}>
        {list.name === "loading" && <Skeleton />}
        {list.name === "failed" && (
          <div class="empty" role="alert">
            <p>{describeError(list.error)}</p>
            <button type="button" class="button" onClick={() => void load()}>
              {messages.common.tryAgain}
            </button>
          </div>
        )}
        {list.name === "ready" && list.threads.length === 0 && (
          <div class="empty">
            <h2>{onlyUnread ? laterMessages.thread.noneUnread : laterMessages.thread.none}</h2>
            <p>{laterMessages.thread.noneText}</p>
          </div>
        )}
        {list.name === "ready" && list.threads.length > 0 && (
          <ul class="thread-list">
            {list.threads.map((item) => (
              <ThreadCard key={`${item.root.channelId}/${item.root.seq}`} item={item} />
            ))}
          </ul>
        )}
        {list.name === "ready" && list.cursor !== null && (
          <button type="button" class="button" onClick={() => void more(list.cursor ?? "")}>
            {laterMessages.thread.more}
          </button>
        )}
      </div>
      {thread !== null && channel !== undefined && <ThreadPane key={`${channel.id}/${thread.seq}`} channel={channel} seq={thread.seq} />}
    </main>
  );
}

function ThreadCard({ item: { root, unread: listed } }: { readonly item: ThreadListItemDto }) {
  const { router } = useClient();
  const session = useSession();
  const channel = session.channels.all.value.get(root.channelId);
  const info = channel?.info.value;
  const people = usePeople(info?.workspaceId ?? null);
  const { thread: shown } = router.location.value;
  if (info === undefined || root.thread === null) {
    return null;
  }
  const unread = session.threads.followed.find(root.channelId, root.seq)?.unread.value ?? listed;
  const isShown = shown?.channelId === root.channelId && shown.seq === root.seq;
  const name = (id: string) => nameOf(id, people, session);
  return (
    <li class={classNames("thread-card", unread > 0 && "unread", isShown && "shown")}>
      <Avatar id={root.authorId} name={name(root.authorId)} url={avatarOf(root.authorId, people, session)} />
      <div class="thread-card-text">
        <div class="thread-card-head">
          <button
            type="button"
            class="clip"
            aria-current={isShown ? "true" : undefined}
            onClick={() => router.openThread(root.channelId, root.seq)}
          >
            {laterMessages.thread.by(name(root.authorId), placeOf(info, people, session))}
          </button>
          {unread > 0 && <span class="badge">{messages.thread.newReplies(unread)}</span>}
        </div>
        {root.deletedAt === null ? (
          <div class="body thread-card-root">
            <Markdown text={root.text} />
            {root.files !== null && (
              <p class="thread-card-files">
                <Icon name="file" size={16} />
                <span class="clip">{messages.listOf(root.files.map((file) => file.name))}</span>
              </p>
            )}
          </div>
        ) : (
          <p class="deleted-text">{messages.timeline.deleted}</p>
        )}
        <span class="thread-card-meta">
          {messages.thread.replies(root.thread.replyCount)} ·{" "}
          {messages.thread.last(formatWhen(Date.parse(root.thread.lastReplyAt), Date.now()))} ·{" "}
          {messages.listOf(root.thread.repliers.map(name))}
        </span>
      </div>
    </li>
  );
}
