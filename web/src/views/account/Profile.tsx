import { useState } from "preact/hooks";
import { limits, problemCodes } from "../../contracts";
import { changePassword, updateMe } from "../../core/api/accounts";
import { hasCode } from "../../core/api/http";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { ErrorText } from "../../ui/ErrorText";
import { Field } from "../../ui/Field";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { useClient, useSession } from "../client";
import { describeError } from "../describeError";
import { PasswordField } from "../gate/PasswordField";
import { secretOf, textOf, useSubmit } from "../useSubmit";
import { AvatarForm } from "./AvatarForm";
import { Keywords } from "./Keywords";
import { TimeZoneField } from "./TimeZoneField";
import "../people/people.css";

export function Profile() {
  return (
    <>
      <AvatarForm />
      <ProfileForm />
      <Keywords />
      <PasswordForm />
      <SignOut />
    </>
  );
}

function ProfileForm() {
  const session = useSession();
  const { account } = session.me.value;
  const [isSaved, setSaved] = useState(false);
  const form = useSubmit(async (data) => {
    setSaved(false);
    const request = {
      displayName: textOf(data, "displayName"),
      title: textOf(data, "title"),
      pronouns: textOf(data, "pronouns"),
      timeZone: textOf(data, "timeZone"),
    };
    session.updateMe(await updateMe(session.http, request));
    setSaved(true);
  });
  return (
    <form onSubmit={form.onSubmit}>
      <Field
        name="displayName"
        label={laterMessages.account.name}
        hint={laterMessages.gate.displayNameHint}
        defaultValue={account.displayName}
        autocomplete="name"
        maxlength={limits.displayNameCharacters}
        required
        error={form.fields["displayName"]}
      />
      <Field
        name="title"
        label={laterMessages.account.jobTitle}
        hint={laterMessages.account.titleHint}
        defaultValue={account.title ?? ""}
        autocomplete="organization-title"
        maxlength={limits.titleCharacters}
        error={form.fields["title"]}
      />
      <Field
        name="pronouns"
        label={laterMessages.account.pronouns}
        defaultValue={account.pronouns ?? ""}
        autocomplete="off"
        maxlength={limits.pronounsCharacters}
        error={form.fields["pronouns"]}
      />
      <TimeZoneField initial={account.timeZone} error={form.fields["timeZone"]} />
      <SubmitRow label={messages.common.save} isBusy={form.isBusy} error={form.error} done={isSaved ? laterMessages.common.saved : null} />
    </form>
  );
}

function PasswordForm() {
  const session = useSession();
  const [isSaved, setSaved] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const form = useSubmit(async (data) => {
    setSaved(false);
    setWrong(false);
    try {
      await changePassword(session.http, {
        currentPassword: secretOf(data, "currentPassword"),
        newPassword: secretOf(data, "newPassword"),
      });
      setSaved(true);
      // New fields, so that no password stays on the screen.
      setAttempt(attempt + 1);
    } catch (error) {
      if (!hasCode(error, problemCodes.invalidCredentials)) {
        throw error;
      }
      setWrong(true);
    }
  });
  return (
    <form onSubmit={form.onSubmit} class="form-gap">
      <h2>{laterMessages.account.passwordTitle}</h2>
      <input type="text" name="username" autocomplete="username" value={session.me.value.account.username} hidden readOnly />
      <PasswordField
        key={`current-${attempt}`}
        name="currentPassword"
        label={laterMessages.account.currentPassword}
        autocomplete="current-password"
        error={isWrong ? laterMessages.account.wrongPassword : form.fields["currentPassword"]}
      />
      <PasswordField
        key={`new-${attempt}`}
        name="newPassword"
        label={laterMessages.account.newPassword}
        hint={laterMessages.gate.passwordHint(limits.passwordMinCharacters)}
        autocomplete="new-password"
        minlength={limits.passwordMinCharacters}
        error={form.fields["newPassword"]}
      />
      <SubmitRow
        label={laterMessages.account.changePassword}
        isBusy={form.isBusy}
        error={form.error}
        done={isSaved ? laterMessages.account.passwordChanged : null}
      />
    </form>
  );
}

function SignOut() {
  const client = useClient();
  const session = useSession();
  const [isAsking, setAsking] = useState(false);
  const { unsentCount } = session.outbox;
  return (
    <div class="form-gap">
      <h2>{messages.account.signOut}</h2>
      <button type="button" class="button" onClick={() => setAsking(true)}>
        {messages.account.signOut}
      </button>
      {isAsking && (
        <ConfirmDialog
          title={laterMessages.account.signOutTitle}
          text={unsentCount > 0 ? laterMessages.account.signOutUnsent(unsentCount) : laterMessages.account.signOutText}
          action={messages.account.signOut}
          describe={describeError}
          onConfirm={() => client.signOut(session)}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

interface SubmitRowProps {
  readonly label: string;
  readonly isBusy: boolean;
  readonly error: string | null;
  readonly done: string | null;
}

function SubmitRow({ label, isBusy, error, done }: SubmitRowProps) {
  return (
    <>
      <ErrorText text={error} />
      <div class="edit-actions">
        <button type="submit" class="button primary" disabled={isBusy}>
          {label}
        </button>
        <span class="muted" role="status">
          {done}
        </span>
      </div>
    </>
  );
}
