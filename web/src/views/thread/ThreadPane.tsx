import { useEffect, useId, useMemo, useState } from "preact/hooks";
import { problemCodes } from "../../contracts";
import { hasCode } from "../../core/api/http";
import type { Channel } from "../../core/channels/channel";
import type { Thread } from "../../core/threads/thread";
import type { ThreadReading } from "../../core/threads/threadReading";
import { threadTimelineOf } from "../../core/timeline/items";
import { Icon } from "../../ui/Icon";
import { IconButton } from "../../ui/IconButton";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { Skeleton } from "../../ui/Skeleton";
import { PaneEdge } from "../channel/PaneEdge";
import { useClient, useSession } from "../client";
import { Composer } from "../composer/Composer";
import { describeError } from "../describeError";
import { placeOf } from "../names";
import { RowDialogs } from "../timeline/RowDialogs";
import { Timeline } from "../timeline/Timeline";
import { TimelineActions } from "../timeline/timelineActions";
import { usePeople } from "../useWorkspace";

interface ThreadPaneProps {
  readonly channel: Channel;
  /** Of the root, or of a reply, which is then brought into view. */
  readonly seq: number;
}

type Found =
  | { readonly name: "looking" }
  | { readonly name: "found"; readonly reading: ThreadReading }
  | { readonly name: "failed"; readonly text: string };

/** A thread, beside the messages; on a phone over them. */
export function ThreadPane({ channel, seq }: ThreadPaneProps) {
  const { router } = useClient();
  const session = useSession();
  const id = useId();
  const people = usePeople(channel.info.value.workspaceId);
  const [found, setFound] = useState<Found>({ name: "looking" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let shown: ThreadReading | null = null;
    let isGone = false;
    const show = async () => {
      const root = await session.threads.rootOf(channel, seq);
      if (isGone) {
        return;
      }
      shown = session.threads.show(channel, root);
      setFound({ name: "found", reading: shown });
      const { messages: list } = shown.thread;
      await (seq === root ? list.open(shown.readSeq, shown.unread) : list.openAround(seq));
    };
    show().catch((error: unknown) => {
      setFound({ name: "failed", text: hasCode(error, problemCodes.notFound) ? laterMessages.thread.gone : describeError(error) });
    });
    return () => {
      isGone = true;
      if (shown !== null) {
        session.threads.hide(shown);
      }
    };
  }, [session, channel, seq, attempt]);
  return (
    <aside class="pane thread-pane" aria-labelledby={id}>
      <PaneEdge name="thread" />
      <div class="pane-head">
        <h2 id={id} class="clip">
          {laterMessages.thread.title} <small>{laterMessages.thread.in(placeOf(channel.info.value, people, session))}</small>
        </h2>
        {found.name === "found" && <FollowButton reading={found.reading} />}
        <IconButton icon="close" label={messages.common.close} onClick={() => router.closePanel()} />
      </div>
      {found.name === "looking" && <Skeleton />}
      {found.name === "failed" && (
        <div class="empty" role="alert">
          <p>{found.text}</p>
          <button type="button" class="button" onClick={() => setAttempt(attempt + 1)}>
            {messages.common.tryAgain}
          </button>
        </div>
      )}
      {found.name === "found" && <Replies reading={found.reading} seq={seq} />}
    </aside>
  );
}

function FollowButton({ reading }: { readonly reading: ThreadReading }) {
  const session = useSession();
  const [error, setError] = useState<string | null>(null);
  const { channel, seq } = reading.thread;
  if (!channel.info.value.isMember) {
    return null;
  }
  const isFollowing = session.threads.followed.find(channel.id, seq)?.isFollowing.value ?? false;
  const toggle = async () => {
    try {
      await session.threads.followed.follow(channel.id, seq, !isFollowing);
      setError(null);
    } catch (failure) {
      setError(describeError(failure));
    }
  };
  return (
    <>
      {error !== null && (
        <span class="error-text" role="alert">
          {error}
        </span>
      )}
      <button
        type="button"
        class="button small"
        aria-pressed={isFollowing}
        title={isFollowing ? laterMessages.thread.unfollowTitle : laterMessages.thread.followTitle}
        onClick={() => void toggle()}
      >
        <Icon name={isFollowing ? "check" : "bell"} size={14} />{" "}
        {isFollowing ? laterMessages.thread.following : laterMessages.thread.follow}
      </button>
    </>
  );
}

function Replies({ reading, seq }: { readonly reading: ThreadReading; readonly seq: number }) {
  const session = useSession();
  const { thread } = reading;
  const { channel } = thread;
  const actions = useMemo(
    () =>
      new TimelineActions(
        { channel, list: thread.messages, composerId: "thread-composer", openThread: null, isOpen: () => isOpen(thread) },
        reading,
        session.myId,
      ),
    [channel, thread, reading, session],
  );
  const rows = useMemo(() => threadTimelineOf(thread, session.outbox), [thread, session]);
  const { phase, items } = thread.messages.state.value;
  const isReady = phase.name === "ready" || items.length > 0;
  useEffect(() => {
    if (isReady && seq !== thread.seq) {
      actions.showMessage(seq);
    }
  }, [isReady, seq, thread, actions]);
  return (
    <>
      <div class="middle">
        {phase.name === "failed" ? (
          <div class="empty" role="alert">
            <p>{hasCode(phase.error, problemCodes.notFound) ? laterMessages.thread.gone : describeError(phase.error)}</p>
            <button type="button" class="button" onClick={() => void thread.messages.openEnd()}>
              {messages.common.tryAgain}
            </button>
          </div>
        ) : isReady ? (
          <Timeline
            channel={channel}
            list={thread.messages}
            rows={rows}
            reading={reading}
            actions={actions}
            placeKey={`${channel.id}/${thread.seq}`}
            label={laterMessages.thread.feed}
            start={null}
          />
        ) : (
          <Skeleton />
        )}
      </div>
      {isRootDeleted(thread) && <p class="read-only thread-closed">{laterMessages.thread.rootDeleted}</p>}
      {isOpen(thread) && <ReplyComposer reading={reading} actions={actions} />}
      <RowDialogs channel={channel} actions={actions} />
    </>
  );
}

function isRootDeleted({ root }: Thread): boolean {
  return root.value !== null && root.value.deletedAt !== null;
}

/** Whether it takes replies from this person. */
function isOpen(thread: Thread): boolean {
  const { isMember, archivedAt } = thread.channel.info.value;
  return isMember && archivedAt === null && !isRootDeleted(thread);
}

function ReplyComposer({ reading, actions }: { readonly reading: ThreadReading; readonly actions: TimelineActions }) {
  const session = useSession();
  const { channel, seq } = reading.thread;
  const people = usePeople(channel.info.value.workspaceId);
  const [alsoInChannel, setAlsoInChannel] = useState(false);
  const place = placeOf(channel.info.value, people, session);
  return (
    <Composer
      target={{
        channel,
        threadSeq: seq,
        label: laterMessages.thread.composerLabel(place),
        placeholder: laterMessages.thread.composer,
        write: (text, files) => {
          session.outbox.write(channel.id, text, { threadSeq: seq, alsoInChannel }, files);
          setAlsoInChannel(false);
        },
      }}
      actions={actions}
    >
      <label class="also-in-channel">
        <input type="checkbox" checked={alsoInChannel} onChange={(event) => setAlsoInChannel(event.currentTarget.checked)} />{" "}
        <span class="clip">{laterMessages.thread.alsoInChannel(place)}</span>
      </label>
    </Composer>
  );
}
