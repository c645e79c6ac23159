import type { ComponentChildren } from "preact";
import type { MessageDto } from "../../contracts";
import { Avatar } from "../../ui/Avatar";
import { formatFull, formatWhen } from "../../ui/format";
import { Markdown } from "../../ui/markdown/Markdown";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { MessageFiles } from "../files/MessageFiles";
import { Link } from "../Link";
import { avatarOf, nameOf } from "../names";
import { urls } from "../router";
import { usePeople } from "../useWorkspace";

interface MessageExcerptProps {
  readonly message: MessageDto;
  readonly workspaceId: string;
  /** The channel's name, where messages of several stand together. */
  readonly place: string | null;
  /** What can be done with it here. */
  readonly children: ComponentChildren;
}

/** A message outside of its channel, with the way to where it stands. */
export function MessageExcerpt({ message, workspaceId, place, children }: MessageExcerptProps) {
  const session = useSession();
  const people = usePeople(workspaceId);
  const author = nameOf(message.authorId, people, session);
  const atMs = Date.parse(message.postedAt);
  const time = formatWhen(atMs, Date.now());
  return (
    <div class="excerpt" role="group" aria-label={messages.timeline.rowLabel(author, time, false)}>
      <header>
        <Avatar id={message.authorId} name={author} url={avatarOf(message.authorId, people, session)} size={24} />
        <span class="author clip">{author}</span>
        {place !== null && <span class="muted clip">{place}</span>}
        <span class="spring" />
        {children}
      </header>
      <div class="body">
        <Markdown text={message.text} />
        {message.files !== null && <MessageFiles files={message.files} />}
      </div>
      <Link class="excerpt-link" to={urls.placeOf(workspaceId, message)} aria-label={messages.saved.open(time)} title={formatFull(atMs)}>
        {time}
      </Link>
    </div>
  );
}
