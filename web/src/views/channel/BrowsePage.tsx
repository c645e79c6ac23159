import { useCallback, useEffect, useState } from "preact/hooks";
import type { ChannelDto } from "../../contracts";
import { getChannels, removeMember } from "../../core/api/channels";
import type { Http } from "../../core/api/http";
import { ErrorText } from "../../ui/ErrorText";
import { Icon } from "../../ui/Icon";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { useClient, useSession } from "../client";
import { describeError } from "../describeError";
import { Link } from "../Link";
import { mayCreateChannels } from "../permissions";
import { urls } from "../router";
import { PageHead } from "../shell/PageHead";
import { useRole } from "../useWorkspace";
import { ConnectionBanner } from "./ConnectionBanner";
import { joinChannel } from "./ReadOnlyBar";

interface BrowsePageProps {
  readonly workspaceId: string;
  readonly onMenu: () => void;
}

/** All channels that one may see, to look into, join and leave. */
export function BrowsePage({ workspaceId, onMenu }: BrowsePageProps) {
  const { router } = useClient();
  const session = useSession();
  const role = useRole(workspaceId);
  const [channels, setChannels] = useState<readonly ChannelDto[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [filter, setFilter] = useState("");
  const [showsArchived, setShowsArchived] = useState(false);
  const load = useCallback(async () => {
    try {
      setChannels(await allChannels(session.http, workspaceId, showsArchived));
      setError(null);
    } catch (failure) {
      setError(describeError(failure));
    }
  }, [session, workspaceId, showsArchived]);
  useEffect(() => {
    void load();
  }, [load]);
  const run = async (action: () => Promise<void>) => {
    try {
      await action();
      await load();
    } catch (failure) {
      setError(describeError(failure));
    }
  };
  const leave = async (id: string) => {
    await removeMember(session.http, id, "me");
    const known = session.channels.get(id);
    if (known !== undefined) {
      session.leftChannel(known);
    }
  };
  const wanted = filter.trim().toLowerCase();
  const shown = channels?.filter((channel) => `${channel.name} ${channel.topic}`.toLowerCase().includes(wanted));
  return (
    <main id="main" tabIndex={-1} class="main">
      <PageHead title={laterMessages.browse.title} onMenu={onMenu} />
      <ConnectionBanner />
      <div class="page" tabIndex={-1}>
        <div class="page-body">
          <div class="toolbar">
            <input
              class="filter"
              type="search"
              aria-label={laterMessages.browse.filter}
              placeholder={laterMessages.browse.filter}
              value={filter}
              onInput={(event) => setFilter(event.currentTarget.value)}
            />
            {mayCreateChannels(role) && (
              <button type="button" class="button primary" onClick={() => router.open("new-channel")}>
                {laterMessages.browse.create}
              </button>
            )}
          </div>
          <label class="choice">
            <input type="checkbox" checked={showsArchived} onChange={(event) => setShowsArchived(event.currentTarget.checked)} />
            {laterMessages.browse.showArchived}
          </label>
          <ErrorText text={error} />
          {shown?.length === 0 && <p class="muted">{channels?.length === 0 ? laterMessages.browse.none : laterMessages.browse.empty}</p>}
          <ul class="rows">
            {shown?.map((channel) => (
              <ChannelRow
                key={channel.id}
                channel={channel}
                onJoin={() => void run(() => joinChannel(session, channel.id))}
                onLeave={() => void run(() => leave(channel.id))}
              />
            ))}
          </ul>
        </div>
      </div>
    </main>
  );
}

interface ChannelRowProps {
  readonly channel: ChannelDto;
  readonly onJoin: () => void;
  readonly onLeave: () => void;
}

function ChannelRow({ channel, onJoin, onLeave }: ChannelRowProps) {
  return (
    <li>
      <Icon name={channel.visibility === "private" ? "lock" : "hash"} size={16} />
      <span class="row-text">
        <Link to={urls.channel(channel.workspaceId, channel.id)}>{channel.name}</Link>
        <small>
          {messages.channel.members(channel.memberCount)}
          {channel.topic !== "" && ` · ${channel.topic}`}
        </small>
      </span>
      {channel.archivedAt !== null ? (
        <span class="tag">{laterMessages.browse.archived}</span>
      ) : channel.isMember ? (
        <button type="button" class="button small" aria-label={`${laterMessages.browse.leave} ${channel.name}`} onClick={onLeave}>
          {laterMessages.browse.leave}
        </button>
      ) : (
        <button type="button" class="button small" aria-label={`${laterMessages.browse.join} ${channel.name}`} onClick={onJoin}>
          {laterMessages.browse.join}
        </button>
      )}
    </li>
  );
}

async function allChannels(http: Http, workspaceId: string, archived: boolean): Promise<readonly ChannelDto[]> {
  const channels: ChannelDto[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof getChannels>> = await getChannels(http, workspaceId, cursor, archived);
    channels.push(...page.channels);
    cursor = page.cursor;
  } while (cursor !== null);
  return channels;
}
