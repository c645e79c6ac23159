import { useContext, useEffect, useState } from "preact/hooks";
import type { InvitePreviewDto } from "../../contracts";
import { problemCodes } from "../../contracts";
import { signIn } from "../../core/api/accounts";
import { hasCode } from "../../core/api/http";
import { acceptInvite, previewInvite } from "../../core/api/workspaces";
import type { Session } from "../../core/session";
import { ErrorText } from "../../ui/ErrorText";
import { Field } from "../../ui/Field";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { SessionContext, useClient } from "../client";
import { describeError } from "../describeError";
import { Link } from "../Link";
import { urls } from "../router";
import { secretOf, textOf, useSubmit } from "../useSubmit";
import { Gate } from "./Gate";
import { PasswordField } from "./PasswordField";
import { SignUpForm } from "./SignUpForm";

type Preview =
  | { readonly name: "loading" }
  | { readonly name: "ready"; readonly invite: InvitePreviewDto }
  | { readonly name: "invalid" }
  | { readonly name: "failed"; readonly error: unknown };

/** `/invite/{code}`: says what one is invited to, and lets one in: with the account one has, or with a new one. */
export function InvitePage({ code }: { readonly code: string }) {
  const { http } = useClient();
  const session = useContext(SessionContext);
  const [preview, setPreview] = useState<Preview>({ name: "loading" });
  useEffect(() => {
    previewInvite(http, code).then(
      (invite) => setPreview({ name: "ready", invite }),
      (error: unknown) => setPreview(hasCode(error, problemCodes.inviteInvalid) ? { name: "invalid" } : { name: "failed", error }),
    );
  }, [http, code]);
  switch (preview.name) {
    case "loading":
      return <Gate title={messages.common.loading} />;
    case "failed":
      return <Gate title={messages.start.failedTitle} text={describeError(preview.error)} />;
    case "invalid":
      return (
        <Gate title={laterMessages.invite.invalidTitle} text={laterMessages.invite.invalidText}>
          <Link class="button" to={urls.home}>
            {messages.invite.toStart}
          </Link>
        </Gate>
      );
    case "ready": {
      const { invite } = preview;
      return (
        <Gate
          title={laterMessages.invite.title(invite.workspaceName)}
          text={laterMessages.invite.text(laterMessages.invite.roles[invite.role])}
        >
          {session === null ? <NewcomerForms code={code} /> : <AcceptForm code={code} session={session} />}
        </Gate>
      );
    }
  }
}

function AcceptForm({ code, session }: { readonly code: string; readonly session: Session }) {
  const { http, router } = useClient();
  const form = useSubmit(async () => {
    const workspace = await acceptInvite(http, code);
    session.addWorkspace(workspace);
    router.replace(urls.workspace(workspace.id));
  });
  return (
    <form onSubmit={form.onSubmit}>
      <p class="notice">{laterMessages.invite.acceptAs(session.me.value.account.displayName)}</p>
      <ErrorText text={form.error} />
      <button type="submit" class="button primary" disabled={form.isBusy}>
        {laterMessages.invite.accept}
      </button>
    </form>
  );
}

function NewcomerForms({ code }: { readonly code: string }) {
  const { router } = useClient();
  const [hasAccount, setHasAccount] = useState(false);
  return (
    <>
      {hasAccount ? (
        <SignInFirst />
      ) : (
        <SignUpForm submit={laterMessages.gate.signUp} isFirst={false} invite={code} onDone={() => router.replace(urls.home)} />
      )}
      <p class="gate-foot">
        {hasAccount ? laterMessages.gate.toSignUp : laterMessages.gate.toSignIn}{" "}
        <button type="button" class="link-button" onClick={() => setHasAccount(!hasAccount)}>
          {hasAccount ? laterMessages.gate.toSignUpLink : laterMessages.gate.toSignInLink}
        </button>
      </p>
    </>
  );
}

/** The page stays on the invite, which then asks whether to accept. */
function SignInFirst() {
  const client = useClient();
  const form = useSubmit(async (data) => {
    await signIn(client.http, { username: textOf(data, "username"), password: secretOf(data, "password") });
    await client.signedIn();
  });
  return (
    <form onSubmit={form.onSubmit}>
      <Field
        name="username"
        label={laterMessages.gate.username}
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
        required
      />
      <PasswordField name="password" label={laterMessages.gate.password} autocomplete="current-password" />
      <ErrorText text={form.error} />
      <button type="submit" class="button primary" disabled={form.isBusy}>
        {laterMessages.gate.signIn}
      </button>
    </form>
  );
}
