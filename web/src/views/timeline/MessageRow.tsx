import type { KnownMessage } from "../../core/channels/timelineItem";
import type { OutboxItem } from "../../core/outbox/outboxItem";
import { type TimelineRow, timeOf } from "../../core/timeline/rows";
import { Avatar } from "../../ui/Avatar";
import { classNames } from "../../ui/classNames";
import { formatFull, formatTime } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { MarkStops } from "../../ui/markdown/Called";
import { Markdown } from "../../ui/markdown/Markdown";
import { messages } from "../../ui/messages";
import { StatusEmoji } from "../../ui/StatusEmoji";
import { useClient, useSession } from "../client";
import { describeProblem } from "../describeError";
import { MessageFiles } from "../files/MessageFiles";
import { lazy } from "../lazy";
import { useMarker } from "../mentions/useMarker";
import { avatarOf, nameOf } from "../names";
import { ReactionBar } from "../reactions/ReactionBar";
import { KeptMarks } from "../saved/KeptMarks";
import { ReplyNote, ThreadLink } from "../thread/ThreadLink";
import { usePeople } from "../useWorkspace";
import { EditBox } from "./EditBox";
import { RowActions } from "./RowActions";
import type { TimelineItemProps } from "./TimelineItem";
import type { TimelineActions } from "./timelineActions";

const LinkedMessages = lazy(() => import("../links/LinkedMessages").then((module) => module.LinkedMessages));

const LinkPreviews = lazy(() => import("../links/LinkPreviews").then((module) => module.LinkPreviews));

type MessageRowData = Extract<TimelineRow, { kind: "message" | "pending" }>;

interface MessageRowProps extends TimelineItemProps {
  readonly row: MessageRowData;
}

/** A message, stored or on its way: the same row, so that it does not move when the server has it. */
export function MessageRow({ row, channel, actions, isContinued, isActive, isTabStop }: MessageRowProps) {
  const { preferences, router } = useClient();
  const session = useSession();
  const people = usePeople(channel.info.value.workspaceId);
  const authorId = row.kind === "message" ? row.message.authorId : session.myId;
  const author = nameOf(authorId, people, session);
  const atMs = timeOf(row);
  const time = (
    <time class={isContinued ? "gutter-time" : ""} dateTime={new Date(atMs).toISOString()} title={formatFull(atMs)}>
      {formatTime(atMs)}
    </time>
  );
  const message = row.kind === "message" ? row.message : null;
  const isForMe = message !== null && authorId !== session.myId && session.isMention(message.mentions, message.text);
  const isEditing = message !== null && actions.editingSeq.value === message.seq;
  return (
    <article
      class={classNames(
        "message",
        isContinued && "continued",
        isWaiting(row) && "sending",
        isForMe && "calls-me",
        message !== null && actions.shownSeq.value === message.seq && "shown",
      )}
      tabIndex={isTabStop ? 0 : -1}
      aria-label={messages.timeline.rowLabel(author, formatTime(atMs), isForMe)}
      aria-posinset={message?.seq ?? undefined}
      aria-setsize={message === null ? undefined : -1}
      onKeyDown={(event) => {
        if (
          message === null ||
          !preferences.current.peek().letterKeys ||
          event.target !== event.currentTarget ||
          event.ctrlKey ||
          event.metaKey ||
          event.altKey
        ) {
          return;
        }
        if (event.key === "u") {
          event.preventDefault();
          actions.markUnread(message.seq);
        } else if (event.key === "t" && actions.openThread !== null) {
          event.preventDefault();
          actions.openThread(message.seq);
        } else if (event.key === "r" && message.deletedAt === null) {
          event.preventDefault();
          actions.react(message.seq, event.currentTarget);
        } else if (event.key === "d" && actions.openThread !== null) {
          event.preventDefault();
          actions.leaveDay(new Date(atMs));
        }
      }}
      onClick={(event) => {
        if (message !== null && event.altKey) {
          event.preventDefault();
          actions.markUnread(message.seq);
        }
      }}
    >
      {isContinued ? (
        time
      ) : (
        // By keyboard, and for a screen reader, the name beside it does the same.
        <button type="button" class="avatar-button" tabIndex={-1} aria-hidden="true" onClick={() => router.openPerson(authorId)}>
          <Avatar id={authorId} name={author} url={avatarOf(authorId, people, session)} />
        </button>
      )}
      <div class="message-main">
        {!isContinued && (
          <header>
            <button
              type="button"
              class="author clip"
              tabIndex={isActive ? 0 : -1}
              title={messages.people.show(author)}
              onClick={() => router.openPerson(authorId)}
            >
              {author}
            </button>
            <StatusEmoji status={people.get(authorId)?.status} />
            {time}
          </header>
        )}
        {message !== null && message.threadSeq !== null && <ReplyNote message={message} actions={actions} />}
        {message !== null && <KeptMarks message={message} channel={channel} />}
        {isEditing ? (
          <EditBox message={message} channel={channel} actions={actions} />
        ) : (
          <Body row={row} workspaceId={channel.info.value.workspaceId} actions={actions} isActive={isActive} />
        )}
        {message?.text.includes("/c/") === true && <LinkedMessages text={message.text} />}
        {message !== null && message.previews !== null && message.previews.length > 0 && (
          <LinkPreviews message={message} previews={message.previews} channel={channel} isActive={isActive} />
        )}
        {message !== null && message.deletedAt === null && (
          <ReactionBar message={message} channel={channel} actions={actions} isActive={isActive} />
        )}
        {message !== null && <ThreadLink message={message} channel={channel} actions={actions} />}
        {row.kind === "pending" && <SendProblem item={row.item} />}
      </div>
      {message !== null && isActive && !isEditing && message.deletedAt === null && (
        <RowActions message={message} channel={channel} actions={actions} />
      )}
    </article>
  );
}

function isWaiting(row: MessageRowData): boolean {
  return row.kind === "pending" && row.item.state.name !== "sent";
}

interface BodyProps {
  readonly row: MessageRowData;
  readonly workspaceId: string;
  readonly actions: TimelineActions;
  readonly isActive: boolean;
}

function Body({ row, ...rest }: BodyProps) {
  if (row.kind === "pending") {
    return (
      <div class="body">
        <Markdown text={row.item.text} />
        {row.item.files.length > 0 && <MessageFiles files={row.item.files} />}
      </div>
    );
  }
  return row.message.deletedAt === null ? (
    <StoredBody message={row.message} {...rest} />
  ) : (
    <p class="deleted-text">{messages.timeline.deleted}</p>
  );
}

function StoredBody({ message, workspaceId, actions, isActive }: Omit<BodyProps, "row"> & { readonly message: KnownMessage }) {
  const mark = useMarker(message, workspaceId);
  return (
    <div class="body">
      <MarkStops.Provider value={isActive}>
        <Markdown text={message.text} mark={mark} />
      </MarkStops.Provider>
      {message.files !== null && <MessageFiles files={message.files} />}
      {message.editedAt !== null && (
        <button
          type="button"
          class="edited"
          tabIndex={isActive ? 0 : -1}
          title={messages.timeline.showVersions(formatFull(Date.parse(message.editedAt)))}
          onClick={() => actions.showVersions(message)}
        >
          {messages.timeline.edited}
        </button>
      )}
    </div>
  );
}

function SendProblem({ item }: { readonly item: OutboxItem }) {
  const { outbox } = useSession();
  if (item.state.name !== "failed") {
    return null;
  }
  const { problem } = item.state;
  return (
    <p class="not-sent" role="alert">
      <Icon name="warning" size={14} />
      {problem === null ? messages.timeline.notSent : messages.timeline.notSentBecause(describeProblem(problem))}
      <button type="button" class="link-button" onClick={() => outbox.tryAgain(item.clientMessageId)}>
        {messages.common.tryAgain}
      </button>
      <button type="button" class="link-button" onClick={() => outbox.remove(item.clientMessageId)}>
        {messages.common.delete}
      </button>
    </p>
  );
}
