import { useState } from "preact/hooks";
import { addMember, updateChannel } from "../../core/api/channels";
import type { Channel } from "../../core/channels/channel";
import { ErrorText } from "../../ui/ErrorText";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { describeError } from "../describeError";
import { mayGovern } from "../permissions";
import { useRole } from "../useWorkspace";
import { useIsCreator } from "./useIsCreator";

/** Stands in the composer's place where one cannot write, with the reason and what to do about it. */
export function ReadOnlyBar({ channel }: { readonly channel: Channel }) {
  const session = useSession();
  const info = channel.info.value;
  const role = useRole(info.workspaceId);
  const canRestore = mayGovern(role, info, useIsCreator(channel));
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async (action: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await action();
    } catch (failure) {
      setError(describeError(failure));
    }
    setBusy(false);
  };
  const restore = async () => channel.update(await updateChannel(session.http, channel.id, { archived: false }));
  return (
    <div class="composer">
      <div class="read-only">
        {info.archivedAt !== null ? (
          <>
            <span>{messages.channel.archived}</span>
            {canRestore && (
              <button type="button" class="button small" disabled={isBusy} onClick={() => void run(restore)}>
                {messages.channel.restore}
              </button>
            )}
          </>
        ) : (
          <>
            <span>{messages.channel.preview(info.name)}</span>
            <button
              type="button"
              class="button small primary"
              disabled={isBusy}
              onClick={() => void run(() => joinChannel(session, channel.id))}
            >
              {messages.channel.join}
            </button>
          </>
        )}
        <ErrorText text={error} />
      </div>
    </div>
  );
}

/** Joins, and takes the channel as a member sees it. */
export async function joinChannel(session: ReturnType<typeof useSession>, channelId: string): Promise<void> {
  await addMember(session.http, channelId, "me");
  await session.refreshChannel(channelId);
}
