import { useEffect, useState } from "preact/hooks";
import { limits } from "../../contracts";
import type { CustomEmojiDto } from "../../contracts/customEmoji";
import { deleteEmoji, putEmoji } from "../../core/api/emoji";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { CustomEmojiImage } from "../../ui/CustomEmojiImage";
import { Dialog } from "../../ui/Dialog";
import { ErrorText } from "../../ui/ErrorText";
import { Field } from "../../ui/Field";
import { IconButton } from "../../ui/IconButton";
import { laterMessages } from "../../ui/laterMessages";
import { useSession } from "../client";
import { describeError } from "../describeError";
import { formatBytes } from "../files/formatBytes";
import { nameOf } from "../names";
import { mayAddEmoji, mayDeleteOthersEmoji } from "../permissions";
import { textOf, useSubmit } from "../useSubmit";
import { usePeople, useRole } from "../useWorkspace";
import "./emojiDialog.css";

interface EmojiDialogProps {
  readonly workspaceId: string;
  readonly onClose: () => void;
}

/** The workspace's own emoji: who may adds some, and deletes what is theirs. */
export function EmojiDialog({ workspaceId, onClose }: EmojiDialogProps) {
  const session = useSession();
  const people = usePeople(workspaceId);
  const role = useRole(workspaceId);
  const [deleting, setDeleting] = useState<CustomEmojiDto | null>(null);
  const list = session.customEmoji.of(workspaceId).value;
  return (
    <Dialog title={laterMessages.emoji.title} onClose={onClose} class="emoji-dialog">
      {mayAddEmoji(role) && <AddForm workspaceId={workspaceId} />}
      {list.length === 0 && <p class="muted">{laterMessages.emoji.none}</p>}
      <ul class="emoji-list" aria-label={laterMessages.emoji.title}>
        {list.map((emoji) => (
          <li key={emoji.name}>
            <span class="emoji">
              <CustomEmojiImage name={emoji.name} url={emoji.url} />
            </span>
            <span class="clip">{`:${emoji.name}:`}</span>
            <span class="muted clip">{laterMessages.emoji.by(nameOf(emoji.creatorId, people, session))}</span>
            {(emoji.creatorId === session.myId || mayDeleteOthersEmoji(role)) && (
              <IconButton icon="bin" size={16} label={laterMessages.emoji.remove(emoji.name)} onClick={() => setDeleting(emoji)} />
            )}
          </li>
        ))}
      </ul>
      {deleting !== null && (
        <ConfirmDialog
          title={laterMessages.emoji.removeTitle(deleting.name)}
          text={laterMessages.emoji.removeText}
          action={laterMessages.common.remove}
          describe={describeError}
          onConfirm={async () => {
            await deleteEmoji(session.http, workspaceId, deleting.name);
            await session.customEmoji.load(workspaceId);
          }}
          onClose={() => setDeleting(null)}
        />
      )}
    </Dialog>
  );
}

const types = "image/png,image/gif,image/webp,image/jpeg";

function AddForm({ workspaceId }: { readonly workspaceId: string }) {
  const session = useSession();
  const [picture, setPicture] = useState<File | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [added, setAdded] = useState<string | null>(null);
  const [wrongName, setWrongName] = useState<string | null>(null);
  const preview = usePreview(picture);
  const isTooLarge = picture !== null && picture.size > limits.emojiBytes;
  const form = useSubmit(async (data) => {
    const name = textOf(data, "name").replaceAll(":", "").toLowerCase();
    setAdded(null);
    setWrongName(nameProblem(name));
    if (picture === null || isTooLarge || nameProblem(name) !== null) {
      return;
    }
    await putEmoji(session.http, workspaceId, name, picture);
    await session.customEmoji.load(workspaceId);
    setAdded(name);
    setPicture(null);
    setAttempt(attempt + 1);
  });
  return (
    <form key={attempt} class="emoji-form" onSubmit={form.onSubmit}>
      <div class="field">
        <label for="emoji-picture">{laterMessages.emoji.picture}</label>
        <input
          id="emoji-picture"
          type="file"
          accept={types}
          required
          aria-describedby="emoji-picture-hint"
          aria-invalid={isTooLarge}
          onChange={(event) => {
            setAdded(null);
            setPicture(event.currentTarget.files?.[0] ?? null);
          }}
        />
        <span class="hint" id="emoji-picture-hint">
          {laterMessages.emoji.pictureHint(formatBytes(limits.emojiBytes))}
        </span>
        {isTooLarge && <ErrorText text={laterMessages.emoji.tooLarge(formatBytes(limits.emojiBytes))} />}
      </div>
      {preview !== null && <img class="emoji-preview" src={preview} alt="" />}
      <Field
        name="name"
        label={laterMessages.emoji.name}
        hint={laterMessages.emoji.nameHint}
        maxlength={limits.emojiNameCharacters + 2}
        autocomplete="off"
        required
        error={wrongName ?? form.fields["name"]}
      />
      <ErrorText text={form.error} />
      <div class="edit-actions">
        <button type="submit" class="button primary" disabled={form.isBusy || picture === null || isTooLarge}>
          {laterMessages.emoji.submit}
        </button>
        <span class="muted" role="status">
          {added !== null && laterMessages.emoji.added(added)}
        </span>
      </div>
    </form>
  );
}

/** null: it is a name, as far as can be told here. */
function nameProblem(name: string): string | null {
  return /^[a-z0-9_+-]{2,64}$/.test(name) ? null : laterMessages.emoji.nameHint;
}

function usePreview(picture: File | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (picture === null) {
      setUrl(null);
      return;
    }
    const made = URL.createObjectURL(picture);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return url;
}
