import { limits } from "../../contracts";
import { signUp } from "../../core/api/accounts";
import { ErrorText } from "../../ui/ErrorText";
import { Field } from "../../ui/Field";
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
          hint={messages.gate.workspaceHint}
          autocomplete="organization"
          maxlength={limits.workspaceNameCharacters}
          required
          autofocus
          error={form.fields["workspaceName"]}
        />
      )}
      <Field
        name="displayName"
        label={messages.gate.displayName}
        hint={messages.gate.displayNameHint}
        autocomplete="name"
        maxlength={limits.displayNameCharacters}
        autofocus={!isFirst}
        error={form.fields["displayName"]}
      />
      <Field
        name="username"
        label={messages.gate.username}
        hint={messages.gate.usernameHint}
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
        maxlength={limits.usernameCharacters}
        required
        error={form.fields["username"]}
      />
      <PasswordField
        name="password"
        label={messages.gate.password}
        hint={messages.gate.passwordHint(limits.passwordMinCharacters)}
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
