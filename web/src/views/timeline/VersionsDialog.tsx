import { useEffect, useState } from "preact/hooks";
import type { MessageVersionDto } from "../../contracts";
import { getVersions } from "../../core/api/messages";
import type { KnownMessage } from "../../core/channels/timelineItem";
import { Dialog } from "../../ui/Dialog";
import { ErrorText } from "../../ui/ErrorText";
import { formatFull } from "../../ui/format";
import { laterMessages } from "../../ui/laterMessages";
import { Markdown } from "../../ui/markdown/Markdown";
import { useSession } from "../client";
import { describeError } from "../describeError";

/** What an edited message says and said, newest first. */
export function VersionsDialog({ message, onClose }: { readonly message: KnownMessage; readonly onClose: () => void }) {
  const session = useSession();
  const [versions, setVersions] = useState<readonly MessageVersionDto[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    getVersions(session.http, message.channelId, message.seq).then(
      (found) => setVersions(found.versions.toReversed()),
      (failure: unknown) => setError(describeError(failure)),
    );
  }, [session, message]);
  const writtenAt = message.editedAt ?? message.postedAt;
  return (
    <Dialog title={laterMessages.timeline.versionsTitle} onClose={onClose}>
      <ErrorText text={error} />
      <ol class="excerpts versions">
        {[{ text: message.text, writtenAt }, ...(versions ?? [])].map((version, index) => (
          <li key={version.writtenAt} class="excerpt">
            <span class="muted">
              {formatFull(Date.parse(version.writtenAt))}
              {index === 0 && `, ${laterMessages.timeline.now}`}
            </span>
            <div class="body">
              <Markdown text={version.text} />
            </div>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
