import { useEffect, useState } from "preact/hooks";
import type { ServerDto } from "../../contracts";
import { getServer, signIn } from "../../core/api/accounts";
import { ErrorText } from "../../ui/ErrorText";
import { Field } from "../../ui/Field";
import { laterMessages } from "../../ui/laterMessages";
import { useClient } from "../client";
import { Link } from "../Link";
import { urls } from "../router";
import { secretOf, textOf, useSubmit } from "../useSubmit";
import { Gate } from "./Gate";
import { PasswordField } from "./PasswordField";

export function SignInPage({ isExpired }: { readonly isExpired: boolean }) {
  const client = useClient();
  const server = useServer();
  const form = useSubmit(async (data) => {
    await signIn(client.http, { username: textOf(data, "username"), password: secretOf(data, "password") });
    await client.signedIn();
  });
  useEffect(() => {
    if (server?.isEmpty === true) {
      client.router.replace(urls.signUp);
    }
  }, [server, client]);
  return (
    <Gate title={laterMessages.gate.signInTitle} text={isExpired ? undefined : laterMessages.gate.signInText}>
      {isExpired && (
        <p class="notice" role="status">
          {laterMessages.gate.expired}
        </p>
      )}
      <form onSubmit={form.onSubmit}>
        <Field
          name="username"
          label={laterMessages.gate.username}
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          autofocus
          error={form.fields["username"]}
        />
        <PasswordField
          name="password"
          label={laterMessages.gate.password}
          autocomplete="current-password"
          error={form.fields["password"]}
        />
        <ErrorText text={form.error} />
        <button type="submit" class="button primary" disabled={form.isBusy}>
          {laterMessages.gate.signIn}
        </button>
      </form>
      <p class="gate-foot">
        {server?.signUp === "invite" ? (
          laterMessages.gate.inviteOnly
        ) : (
          <>
            {laterMessages.gate.toSignUp} <Link to={urls.signUp}>{laterMessages.gate.toSignUpLink}</Link>
          </>
        )}
      </p>
    </Gate>
  );
}

/** What the server says of itself; null until it is known. */
export function useServer(): ServerDto | null {
  const { http } = useClient();
  const [server, setServer] = useState<ServerDto | null>(null);
  useEffect(() => {
    getServer(http).then(setServer, () => {
      // The form says so when it is sent.
    });
  }, [http]);
  return server;
}
