import { useSignalEffect } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import type { SavedMessageDto } from "../../contracts";
import { getSaved } from "../../core/api/messages";
import { ErrorText } from "../../ui/ErrorText";
import { IconButton } from "../../ui/IconButton";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { ConnectionBanner } from "../channel/ConnectionBanner";
import { useSession } from "../client";
import { describeError } from "../describeError";
import { placeOf } from "../names";
import { PageHead } from "../shell/PageHead";
import { usePeople } from "../useWorkspace";
import { MessageExcerpt } from "./MessageExcerpt";

interface SavedPageProps {
  readonly workspaceId: string;
  readonly onMenu: () => void;
}

interface Loaded {
  readonly saved: readonly SavedMessageDto[];
  readonly cursor: string | null;
}

/** What the person keeps for later, from all channels of the workspace. */
export function SavedPage({ workspaceId, onMenu }: SavedPageProps) {
  const session = useSession();
  const people = usePeople(workspaceId);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [error, setError] = useState<string | null>(null);
  const load = async (before: Loaded | null) => {
    try {
      const page = await getSaved(session.http, workspaceId, before?.cursor ?? null);
      setLoaded({ saved: [...(before?.saved ?? []), ...page.savedMessages], cursor: page.cursor });
      setError(null);
    } catch (failure) {
      setError(describeError(failure));
    }
  };
  const known = useRef<ReadonlySet<string> | null>(null);
  useSignalEffect(() => {
    // Also what another device saves; what is taken off goes at once, below.
    const { value: keys } = session.saved.keys;
    const { current: before } = known;
    known.current = keys;
    if (before === null || [...keys].some((key) => !before.has(key))) {
      void load(null);
    }
  });
  const isLoaded = session.saved.isLoaded.value;
  const shown = loaded?.saved.filter(({ message }) => !isLoaded || session.saved.has(message.channelId, message.seq));
  return (
    <main id="main" tabIndex={-1} class="main">
      <PageHead title={messages.saved.title} onMenu={onMenu} />
      <ConnectionBanner />
      <div class="page" tabIndex={-1}>
        <div class="page-body">
          <ErrorText text={error} />
          {shown?.length === 0 && (
            <div class="empty">
              <p>{laterMessages.saved.none}</p>
            </div>
          )}
          <ul class="excerpts" aria-label={messages.saved.title}>
            {shown?.map(({ message }) => {
              const info = session.channels.all.value.get(message.channelId)?.info.value;
              return (
                <li key={`${message.channelId}/${message.seq}`}>
                  <MessageExcerpt
                    message={message}
                    workspaceId={workspaceId}
                    place={info === undefined ? null : placeOf(info, people, session)}
                  >
                    <IconButton
                      icon="close"
                      size={16}
                      label={messages.saved.remove}
                      onClick={() => void session.saved.toggle(message.channelId, message.seq)}
                    />
                  </MessageExcerpt>
                </li>
              );
            })}
          </ul>
          {loaded !== null && loaded.cursor !== null && (
            <button type="button" class="button" onClick={() => void load(loaded)}>
              {laterMessages.saved.more}
            </button>
          )}
        </div>
      </div>
    </main>
  );
}
