import type { ComponentChildren } from "preact";
import type { FoundChannelDto, FoundFileDto, FoundMessageDto, FoundPersonDto, TextRangeDto } from "../../contracts";
import type { Found, SearchState } from "../../core/search/searchResults";
import { snippet } from "../../core/search/snippet";
import { unreachable } from "../../core/unreachable";
import { Avatar } from "../../ui/Avatar";
import { ErrorText } from "../../ui/ErrorText";
import { formatFull, formatWhen } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { laterMessages } from "../../ui/laterMessages";
import { parser } from "../../ui/markdown/parser";
import { plainText } from "../../ui/markdown/plainText";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { formatBytes } from "../files/formatBytes";
import { Link } from "../Link";
import { avatarOf, nameOf, placeOf } from "../names";
import { urls } from "../router";
import { usePeople } from "../useWorkspace";
import { errorOf } from "./SearchPage";

// As much as stands on a few lines.
const most = 320;

interface ResultListProps {
  readonly state: SearchState;
  readonly workspaceId: string;
  readonly onMore: () => void;
  readonly onAgain: () => void;
  /** Up from the first result. */
  readonly onLeaveUp: () => void;
}

export function ResultList({ state, workspaceId, onMore, onAgain, onLeaveUp }: ResultListProps) {
  switch (state.name) {
    case "nothing":
      return <Tips />;
    case "searching":
      return (
        <p class="muted" role="status">
          {laterMessages.search.searching}
        </p>
      );
    case "failed": {
      const error = errorOf(state.error);
      return error === null ? null : (
        <>
          <ErrorText text={error} />
          <button type="button" class="button" onClick={onAgain}>
            {messages.common.tryAgain}
          </button>
        </>
      );
    }
    case "found":
      return (
        <>
          <p class="muted" role="status">
            {laterMessages.search.count(state.found.results.length, state.cursor !== null)}
          </p>
          {state.found.results.length === 0 && <p class="empty">{laterMessages.search.none[state.found.kind]}</p>}
          <ul class="hits" onKeyDown={(event) => moveAlong(event, onLeaveUp)}>
            <Results found={state.found} workspaceId={workspaceId} />
          </ul>
          {!state.found.isComplete && <p class="muted">{laterMessages.search.incomplete}</p>}
          {state.moreError !== null && <ErrorText text={errorOf(state.moreError)} />}
          {state.cursor !== null && (
            <button type="button" class="button" disabled={state.isLoadingMore} onClick={onMore}>
              {laterMessages.search.more}
            </button>
          )}
        </>
      );
    default:
      return unreachable(state);
  }
}

/** Up and down lead from result to result. */
function moveAlong(event: KeyboardEvent & { readonly currentTarget: HTMLElement }, onLeaveUp: () => void): void {
  if (event.altKey || event.ctrlKey || event.metaKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) {
    return;
  }
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>(".hit-link")];
  const at = links.findIndex((link) => link.matches(":focus"));
  event.preventDefault();
  if (at === 0 && event.key === "ArrowUp") {
    onLeaveUp();
  } else {
    links[at + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
  }
}

function Tips() {
  return (
    <dl class="search-tips">
      {laterMessages.search.tips.map(([what, does]) => (
        <div key={what}>
          <dt>
            <code>{what}</code>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}

function Results({ found, workspaceId }: { readonly found: Found; readonly workspaceId: string }) {
  switch (found.kind) {
    case "messages":
      return found.results.map((one) => (
        <FoundMessage key={`${one.message.channelId}/${one.message.seq}`} found={one} workspaceId={workspaceId} />
      ));
    case "files":
      return found.results.map((one) => <FoundFile key={one.file.id} found={one} workspaceId={workspaceId} />);
    case "people":
      return found.results.map((one) => <FoundPerson key={one.member.accountId} found={one} workspaceId={workspaceId} />);
    case "channels":
      return found.results.map((one) => <FoundChannel key={one.channel.id} found={one} workspaceId={workspaceId} />);
    default:
      return unreachable(found);
  }
}

function FoundMessage({ found: { message, ranges }, workspaceId }: { readonly found: FoundMessageDto; readonly workspaceId: string }) {
  const session = useSession();
  const people = usePeople(workspaceId);
  const author = nameOf(message.authorId, people, session);
  return (
    <Result
      to={urls.placeOf(workspaceId, message)}
      icon={<Avatar id={message.authorId} name={author} url={avatarOf(message.authorId, people, session)} size={30} />}
    >
      <span class="hit-head">
        <b class="clip">{author}</b>
        <Place channelId={message.channelId} postedAt={message.postedAt} workspaceId={workspaceId} />
        {message.threadSeq !== null && <span class="muted">{laterMessages.search.inThread}</span>}
      </span>
      <span class="hit-text" dir="auto">
        {message.text === "" ? (
          (message.files ?? []).map(({ name }) => name).join(", ")
        ) : (
          <MarkedMarkdown text={message.text} ranges={ranges} />
        )}
      </span>
    </Result>
  );
}

function FoundFile({ found: { file, message, ranges }, workspaceId }: { readonly found: FoundFileDto; readonly workspaceId: string }) {
  const session = useSession();
  const people = usePeople(workspaceId);
  return (
    <Result to={urls.placeOf(workspaceId, message)} icon={<Icon name="file" size={24} />}>
      <span class="hit-head">
        <b class="clip" dir="auto">
          <Marked text={file.name} ranges={ranges} />
        </b>
        <span class="muted">{formatBytes(file.bytes)}</span>
      </span>
      <span class="hit-head">
        <span class="muted clip">{nameOf(message.authorId, people, session)}</span>
        <Place channelId={message.channelId} postedAt={message.postedAt} workspaceId={workspaceId} />
      </span>
    </Result>
  );
}

function FoundPerson({ found: { member, ranges }, workspaceId }: { readonly found: FoundPersonDto; readonly workspaceId: string }) {
  return (
    <Result
      to={urls.search(workspaceId, { q: `from:${member.username}`, kind: "messages", sort: "newest" })}
      icon={<Avatar id={member.accountId} name={member.displayName} url={member.avatarUrl} size={30} />}
    >
      <span class="hit-head">
        <b class="clip">
          <Marked text={member.displayName} ranges={ranges} />
        </b>
        <span class="muted clip">@{member.username}</span>
      </span>
      <span class="muted">{laterMessages.search.theirMessages}</span>
    </Result>
  );
}

function FoundChannel({ found: { channel, ranges }, workspaceId }: { readonly found: FoundChannelDto; readonly workspaceId: string }) {
  return (
    <Result to={urls.channel(workspaceId, channel.id)} icon={<Icon name={channel.visibility === "private" ? "lock" : "hash"} size={20} />}>
      <span class="hit-head">
        <b class="clip">
          <Marked text={channel.name} ranges={ranges} />
        </b>
        {channel.archivedAt !== null && <span class="muted">{laterMessages.search.archived}</span>}
        {!channel.isMember && <span class="muted">{laterMessages.search.notIn}</span>}
      </span>
      {channel.topic !== "" && <span class="muted clip">{channel.topic}</span>}
    </Result>
  );
}

interface ResultProps {
  readonly to: string;
  readonly icon: ComponentChildren;
  readonly children: ComponentChildren;
}

function Result({ to, icon, children }: ResultProps) {
  return (
    <li>
      <Link class="hit-link" to={to}>
        <span class="hit-icon">{icon}</span>
        <span class="hit-body">{children}</span>
      </Link>
    </li>
  );
}

interface PlaceProps {
  readonly channelId: string;
  readonly postedAt: string;
  readonly workspaceId: string;
}

function Place({ channelId, postedAt, workspaceId }: PlaceProps) {
  const session = useSession();
  const people = usePeople(workspaceId);
  const info = session.channels.all.value.get(channelId)?.info.value;
  const at = Date.parse(postedAt);
  return (
    <>
      {info !== undefined && <span class="muted clip">{placeOf(info, people, session)}</span>}
      <time class="muted" dateTime={postedAt} title={formatFull(at)}>
        {formatWhen(at, Date.now())}
      </time>
    </>
  );
}

interface MarkedProps {
  readonly text: string;
  readonly ranges: readonly TextRangeDto[];
}

function MarkedMarkdown({ text, ranges }: MarkedProps) {
  const parse = parser.value;
  return <Marked {...(parse === null ? { text, ranges } : plainText(text, parse(text), ranges))} />;
}

function Marked({ text, ranges }: MarkedProps) {
  return snippet(text, ranges, most).map(({ text: part, isMatch }, at) => (isMatch ? <mark key={`${at}${part}`}>{part}</mark> : part));
}
