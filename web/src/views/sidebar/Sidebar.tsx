import { useRef } from "preact/hooks";
import { shownPresence } from "../../core/attention/shownPresence";
import type { Channel } from "../../core/channels/channel";
import { AvatarWithPresence } from "../../ui/Avatar";
import { classNames } from "../../ui/classNames";
import { Icon } from "../../ui/Icon";
import { IconButton } from "../../ui/IconButton";
import { messages } from "../../ui/messages";
import { useClient, useSession } from "../client";
import { Link } from "../Link";
import { conversationsOf } from "../ordering";
import { mayBrowse, mayCreateChannels, mayInvite, mayStartDirect } from "../permissions";
import { isMac } from "../platform";
import { urls } from "../router";
import { useRole } from "../useWorkspace";
import { ConversationLink } from "./ConversationLink";
import { Section } from "./Section";
import { UnreadBeyond } from "./UnreadBeyond";
import { WorkspaceBar } from "./WorkspaceBar";

interface SidebarProps {
  readonly workspaceId: string | null;
  readonly onNavigate: () => void;
}

export function Sidebar({ workspaceId, onNavigate }: SidebarProps) {
  const { router } = useClient();
  const lists = useRef<HTMLDivElement>(null);
  return (
    <nav class="sidebar" aria-label={messages.sidebar.label}>
      <WorkspaceBar workspaceId={workspaceId} />
      <button type="button" class="jump" onClick={() => router.open("jump")}>
        <Icon name="search" size={15} /> {messages.sidebar.jump} <kbd>{isMac ? "⌘ K" : "Ctrl K"}</kbd>
      </button>
      <div class="sidebar-frame">
        <div class="sidebar-lists" ref={lists}>
          {workspaceId !== null && <Lists workspaceId={workspaceId} onNavigate={onNavigate} />}
        </div>
        {workspaceId !== null && <UnreadBeyond workspaceId={workspaceId} lists={lists} />}
      </div>
      <OwnAccount />
    </nav>
  );
}

function Lists({ workspaceId, onNavigate }: { readonly workspaceId: string; readonly onNavigate: () => void }) {
  const { router } = useClient();
  const session = useSession();
  const role = useRole(workspaceId);
  const { channels, direct } = conversationsOf(session.channels.joined.value, workspaceId);
  const { route } = router.location.value;
  const shownId = route.name === "channel" ? route.channelId : null;
  const link = (channel: Channel) => (
    <ConversationLink key={channel.id} channel={channel} isShown={channel.id === shownId} onNavigate={onNavigate} />
  );
  // What is unread, or open, is there also where its section is folded up.
  const stays = (channel: Channel) => channel.id === shownId || channel.hasNews.value;
  const unreadThreads = session.threads.unreadIn(workspaceId).value;
  return (
    <>
      <ul class="sidebar-places" aria-label={messages.sidebar.own}>
        <li>
          <Link
            class="sidebar-link"
            to={urls.search(workspaceId, { q: "", kind: "messages", sort: "relevance" })}
            aria-current={route.name === "search" ? "page" : undefined}
            onClick={onNavigate}
          >
            <Icon name="search" size={16} />
            <span class="clip">{messages.search.title}</span>
          </Link>
        </li>
        <li>
          <Link
            class={classNames("sidebar-link", unreadThreads > 0 && "unread")}
            to={urls.threads(workspaceId)}
            aria-current={route.name === "threads" ? "page" : undefined}
            onClick={onNavigate}
          >
            <Icon name="thread" size={16} />
            <span class="clip">{messages.thread.list}</span>
            {unreadThreads > 0 && (
              <>
                <span class="badge" aria-hidden="true">
                  {unreadThreads > 99 ? "99+" : unreadThreads}
                </span>
                <span class="hidden-text">{messages.thread.unreadThreads(unreadThreads)}</span>
              </>
            )}
          </Link>
        </li>
        <li>
          <Link
            class="sidebar-link"
            to={urls.mentions(workspaceId)}
            aria-current={route.name === "mentions" ? "page" : undefined}
            onClick={onNavigate}
          >
            <Icon name="at" size={16} />
            <span class="clip">{messages.sidebar.mentions}</span>
          </Link>
        </li>
        <li>
          <Link class="sidebar-link" to={urls.saved(workspaceId)} aria-current={route.name === "saved" ? "page" : undefined}>
            <Icon name="bookmark" size={16} />
            <span class="clip">{messages.saved.title}</span>
          </Link>
        </li>
        <li>
          <Link
            class="sidebar-link"
            to={urls.people(workspaceId)}
            aria-current={route.name === "people" ? "page" : undefined}
            onClick={onNavigate}
          >
            <Icon name="people" size={16} />
            <span class="clip">{messages.people.title}</span>
          </Link>
        </li>
      </ul>
      <Section
        name="channels"
        title={messages.sidebar.channels}
        shownFolded={channels.filter(stays).map(link)}
        action={
          <>
            {[...channels, ...direct].some(({ hasNews }) => hasNews.value) && (
              <IconButton icon="check" size={15} label={messages.sidebar.markAllRead} onClick={() => session.markAllRead(workspaceId)} />
            )}
            {mayCreateChannels(role) && (
              <IconButton icon="plus" size={15} label={messages.sidebar.create} onClick={() => router.open("new-channel")} />
            )}
          </>
        }
      >
        {channels.map(link)}
        {mayBrowse(role) && (
          <li>
            <Link class="sidebar-link" to={urls.browse(workspaceId)} aria-current={route.name === "browse" ? "page" : undefined}>
              <Icon name="compass" size={16} />
              <span class="clip">{messages.sidebar.browse}</span>
            </Link>
          </li>
        )}
      </Section>
      <Section
        name="direct"
        title={messages.sidebar.direct}
        shownFolded={direct.filter(stays).map(link)}
        action={
          mayStartDirect(role) && (
            <IconButton icon="plus" size={15} label={messages.sidebar.newMessage} onClick={() => router.open("new-message")} />
          )
        }
      >
        {direct.map(link)}
        {mayInvite(role) && (
          <li>
            <button type="button" class="sidebar-link" onClick={() => router.open("invite")}>
              <Icon name="people" size={16} />
              <span class="clip">{messages.sidebar.invite}</span>
            </button>
          </li>
        )}
      </Section>
    </>
  );
}

function OwnAccount() {
  const { router } = useClient();
  const session = useSession();
  const { account } = session.me.value;
  const shown = shownPresence(session.connection.state.value.name === "online" ? "online" : "offline", account.availability);
  return (
    <div class="own-account">
      <Link to={urls.account("profile")} title={messages.sidebar.settings}>
        <AvatarWithPresence id={account.id} name={account.displayName} url={account.avatarUrl} size={28} status={shown} />
        <span class="clip">
          <b class="clip">{account.displayName}</b>
          <small class="clip">
            {account.status === null ? messages.presence[shown] : `${account.status.emoji ?? ""} ${account.status.text}`}
          </small>
        </span>
      </Link>
      <IconButton icon="smile" label={messages.sidebar.setStatus} onClick={() => router.open("status")} />
    </div>
  );
}
