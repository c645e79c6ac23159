import { limits } from "../../contracts";
import { signUp } from "../../core/api/accounts";
import { ErrorText } from "../../ui/ErrorText";
import { Field } from "../../ui/Field";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { useClient } from "../client";
import { secretOf, textOf, useSubmit } from "../useSubmit";
import { PasswordField } from "./PasswordField";

interface SignUpFormProps {
  readonly submit: string;
  /** The first account makes the workspace. */
  readonly isFirst: boolean;
  readonly invite: string | null;
  readonly onDone?: () => void;
}

export function SignUpForm({ submit, isFirst, invite, onDone }: SignUpFormProps) {
  const client = useClient();
  const form = useSubmit(async (data) => {
    const displayName = textOf(data, "displayName");
    await signUp(client.http, {
      username: textOf(data, "username"),
      password: secretOf(data, "password"),
      ...(displayName !== "" && { displayName }),
      ...(invite !== null && { invite }),
      ...(isFirst && { workspaceName: textOf(data, "workspaceName") }),
    });
    onDone?.();
    await client.signedIn();
  });
  return (
    <form onSubmit={form.onSubmit}>
      {isFirst && (
        <Field
          name="workspaceName"
          label={messages.gate.workspaceName}
          hint={laterMessages.gate.workspaceHint}
          autocomplete="organization"
          maxlength={limits.workspaceNameCharacters}
          required
          autofocus
          error={form.fields["workspaceName"]}
        />
      )}
      <Field
        name="displayName"
        label={laterMessages.gate.displayName}
        hint={laterMessages.gate.displayNameHint}
        autocomplete="name"
        maxlength={limits.displayNameCharacters}
        autofocus={!isFirst}
        error={form.fields["displayName"]}
      />
      <Field
        name="username"
        label={laterMessages.gate.username}
        hint={laterMessages.gate.usernameHint}
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
        maxlength={limits.usernameCharacters}
        required
        error={form.fields["username"]}
      />
      <PasswordField
        name="password"
        label={laterMessages.gate.password}
        hint={laterMessages.gate.passwordHint(limits.passwordMinCharacters)}
        autocomplete="new-password"
        minlength={limits.passwordMinCharacters}
        error={form.fields["password"]}
      />
      <ErrorText text={form.error ?? form.fields["invite"] ?? null} />
      <button type="submit" class="button primary" disabled={form.isBusy}>
        {submit}
      </button>
    </form>
  );
}
