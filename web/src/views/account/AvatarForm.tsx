import { useEffect, useRef, useState } from "preact/hooks";
import { getMe, removeAvatar, setAvatar } from "../../core/api/accounts";
import { Avatar } from "../../ui/Avatar";
import { ErrorText } from "../../ui/ErrorText";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { describeError } from "../describeError";
import { squarePicture } from "./squarePicture";

interface Choice {
  readonly picture: Blob;
  readonly url: string;
}

/** The picture of oneself: a new one is shown as it would be before it is saved. */
export function AvatarForm() {
  const session = useSession();
  const { account } = session.me.value;
  const input = useRef<HTMLInputElement>(null);
  const [choice, setChoice] = useState<Choice | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  useEffect(() => () => (choice !== null ? URL.revokeObjectURL(choice.url) : undefined), [choice]);
  const run = async (action: () => Promise<string | null>) => {
    setBusy(true);
    setError(null);
    setDone(null);
    try {
      setDone(await action());
    } catch (failure) {
      setError(describeError(failure));
    }
    setBusy(false);
  };
  const choose = async (file: File) => {
    const picture = await squarePicture(file);
    if (picture === null) {
      setError(laterMessages.account.notAPicture);
    } else {
      setChoice({ picture, url: URL.createObjectURL(picture) });
    }
    return null;
  };
  const save = async (change: () => Promise<unknown>) => {
    await change();
    session.updateMe(await getMe(session.http));
    setChoice(null);
    return laterMessages.common.saved;
  };
  return (
    <div class="avatar-form" role="group" aria-label={laterMessages.account.avatar}>
      <Avatar id={account.id} name={account.displayName} url={choice?.url ?? account.avatarUrl} size={96} />
      <div>
        <input
          ref={input}
          type="file"
          accept="image/*"
          hidden
          aria-label={laterMessages.account.chooseAvatar}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = "";
            if (file !== undefined) {
              void run(() => choose(file));
            }
          }}
        />
        <ErrorText text={error} />
        <div class="edit-actions">
          {choice === null ? (
            <>
              <button type="button" class="button" disabled={isBusy} onClick={() => input.current?.click()}>
                {laterMessages.account.chooseAvatar}
              </button>
              {account.avatarUrl !== null && (
                <button
                  type="button"
                  class="button"
                  disabled={isBusy}
                  onClick={() => void run(() => save(() => removeAvatar(session.http)))}
                >
                  {laterMessages.account.removeAvatar}
                </button>
              )}
            </>
          ) : (
            <>
              <button
                type="button"
                class="button primary"
                disabled={isBusy}
                onClick={() => void run(() => save(() => setAvatar(session.http, choice.picture)))}
              >
                {laterMessages.account.saveAvatar}
              </button>
              <button type="button" class="button" disabled={isBusy} onClick={() => setChoice(null)}>
                {messages.common.cancel}
              </button>
            </>
          )}
          <span class="muted" role="status">
            {done}
          </span>
        </div>
        <p class="muted">{laterMessages.account.avatarHint}</p>
      </div>
    </div>
  );
}
