import { useSignalEffect } from "@preact/signals";
import { useState } from "preact/hooks";
import type { MessageDto } from "../../contracts";
import { deletePin, getPins } from "../../core/api/messages";
import type { Channel } from "../../core/channels/channel";
import { ErrorText } from "../../ui/ErrorText";
import { IconButton } from "../../ui/IconButton";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { Pane } from "../channel/Pane";
import { useSession } from "../client";
import { describeError } from "../describeError";
import { MessageExcerpt } from "../saved/MessageExcerpt";

/** What is pinned to the channel, the newest pin first; asked for again as the channel goes on. */
export function PinsPane({ channel }: { readonly channel: Channel }) {
  const session = useSession();
  const [pins, setPins] = useState<readonly MessageDto[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const { isMember, archivedAt, workspaceId } = channel.info.value;
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
      setError(null);
    } catch (failure) {
      setError(describeError(failure));
    }
  };
  useSignalEffect(() => {
    void channel.pinChanges.value;
    void attempt(async () => setPins((await getPins(session.http, channel.id)).messages));
  });
  return (
    <Pane title={messages.pins.title}>
      <ErrorText text={error} />
      {pins?.length === 0 && <p class="muted">{laterMessages.pins.none}</p>}
      <ul class="excerpts" aria-label={messages.pins.title}>
        {pins?.map((message) => (
          <li key={message.seq}>
            <MessageExcerpt message={message} workspaceId={workspaceId} place={null}>
              {isMember && archivedAt === null && (
                <IconButton
                  icon="close"
                  size={16}
                  label={messages.pins.unpin}
                  onClick={() =>
                    void attempt(async () => {
                      await deletePin(session.http, channel.id, message.seq);
                    })
                  }
                />
              )}
            </MessageExcerpt>
          </li>
        ))}
      </ul>
    </Pane>
  );
}
