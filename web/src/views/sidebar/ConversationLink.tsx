import type { Channel } from "../../core/channels/channel";
import { Avatar, AvatarWithPresence } from "../../ui/Avatar";
import { classNames } from "../../ui/classNames";
import { Icon } from "../../ui/Icon";
import { memo } from "../../ui/memo";
import { messages } from "../../ui/messages";
import { StatusEmoji } from "../../ui/StatusEmoji";
import { useSession } from "../client";
import { Link } from "../Link";
import { avatarOf, partnersOf, titleOf } from "../names";
import { urls } from "../router";
import { usePresence } from "../usePresence";
import { usePeople } from "../useWorkspace";

interface ConversationLinkProps {
  readonly channel: Channel;
  readonly isShown: boolean;
  readonly onNavigate: () => void;
}

/** One line of the sidebar: bold when something is unread; the number is what is for oneself: mentions, and every message of a direct channel. */
export const ConversationLink = memo(function ConversationLink({ channel, isShown, onNavigate }: ConversationLinkProps) {
  const session = useSession();
  const info = channel.info.value;
  const people = usePeople(info.workspaceId);
  const unread = channel.unread.value;
  const isDirect = info.visibility === "direct";
  const forMe = channel.forMe.value;
  const partners = isDirect ? partnersOf(info, session.myId) : [];
  const hasDraft = !isShown && session.drafts.places.value.has(channel.id);
  return (
    <li>
      <Link
        class={classNames("sidebar-link", channel.isMuted ? "muted-link" : channel.hasNews.value && "unread")}
        to={urls.channel(info.workspaceId, channel.id)}
        aria-current={isShown ? "page" : undefined}
        onClick={onNavigate}
      >
        <ConversationIcon channel={channel} />
        <span class="clip">{titleOf(info, people, session)}</span>
        {partners.length === 1 && <StatusEmoji status={people.get(partners[0] ?? "")?.status} />}
        {channel.isMuted && <span class="hidden-text">, {messages.sidebar.muted}</span>}
        {hasDraft && unread === 0 && (
          <span class="draft-mark" title={messages.sidebar.draft}>
            <Icon name="pen" size={13} />
            <span class="hidden-text">, {messages.sidebar.draft}</span>
          </span>
        )}
        {forMe > 0 ? (
          <span class="badge">
            <span class="hidden-text">{isDirect ? messages.sidebar.unreadCount(forMe) : messages.sidebar.mentionCount(forMe)}</span>
            {forMe > 999 ? messages.sidebar.more : forMe}
          </span>
        ) : (
          unread > 0 && !channel.isMuted && <span class="hidden-text">{messages.sidebar.unread}</span>
        )}
      </Link>
    </li>
  );
});

export function ConversationIcon({ channel, size = 20 }: { readonly channel: Channel; readonly size?: number }) {
  const session = useSession();
  const info = channel.info.value;
  const people = usePeople(info.workspaceId);
  const partners = info.visibility === "direct" ? partnersOf(info, session.myId) : [];
  const [first] = partners;
  const status = usePresence(partners.length === 1 && first !== undefined ? first : null, info.workspaceId);
  if (info.visibility !== "direct") {
    return <Icon name={info.visibility === "private" ? "lock" : "hash"} size={15} />;
  }
  const id = first ?? channel.id;
  const avatar = { id, name: titleOf(info, people, session).split(",")[0] ?? "", url: avatarOf(id, people, session), size };
  return partners.length === 1 ? (
    <AvatarWithPresence {...avatar} status={status} />
  ) : (
    <Avatar {...avatar} id={channel.id} url={null} name={String(partners.length)} />
  );
}
