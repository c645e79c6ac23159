import { limits } from "../../contracts";
import { createWorkspace } from "../../core/api/workspaces";
import { ErrorText } from "../../ui/ErrorText";
import { Field } from "../../ui/Field";
import { messages } from "../../ui/messages";
import { useClient, useSession } from "../client";
import { Gate } from "../gate/Gate";
import { Link } from "../Link";
import { mayCreateChannels, mayInvite } from "../permissions";
import { urls } from "../router";
import { textOf, useSubmit } from "../useSubmit";
import { PageHead } from "./PageHead";

/** Signed in, and a member of nothing. */
export function NoWorkspace() {
  const client = useClient();
  const session = useSession();
  const form = useSubmit(async (data) => {
    const workspace = await createWorkspace(client.http, { name: textOf(data, "name") });
    session.addWorkspace(workspace);
    client.router.replace(urls.workspace(workspace.id));
  });
  return (
    <Gate title={messages.start.noWorkspaceTitle} text={messages.start.noWorkspaceText}>
      <form onSubmit={form.onSubmit}>
        <Field
          name="name"
          label={messages.gate.workspaceName}
          maxlength={limits.workspaceNameCharacters}
          required
          error={form.fields["name"]}
        />
        <ErrorText text={form.error} />
        <button type="submit" class="button primary" disabled={form.isBusy}>
          {messages.start.createWorkspace}
        </button>
      </form>
      <p class="gate-foot">
        <button type="button" class="link-button" onClick={() => void client.signOut(session)}>
          {messages.account.signOut}
        </button>
      </p>
    </Gate>
  );
}

/** A workspace in which this account is in no channel: says what to do next. */
export function EmptyWorkspace({ workspaceId, onMenu }: { readonly workspaceId: string; readonly onMenu: () => void }) {
  const { router } = useClient();
  const session = useSession();
  const workspace = session.me.value.workspaces.find(({ id }) => id === workspaceId);
  return (
    <main id="main" tabIndex={-1} class="main">
      <PageHead title={workspace?.name ?? messages.appName} onMenu={onMenu} />
      <div class="page">
        <div class="empty">
          <h2>{messages.sidebar.noChannels}</h2>
          <div class="empty-actions">
            {mayCreateChannels(workspace?.role) && (
              <>
                <button type="button" class="button primary" onClick={() => router.open("new-channel")}>
                  {messages.sidebar.create}
                </button>
                <Link class="button" to={urls.browse(workspaceId)}>
                  {messages.sidebar.browse}
                </Link>
              </>
            )}
            {mayInvite(workspace?.role) && (
              <button type="button" class="button" onClick={() => router.open("invite")}>
                {messages.sidebar.invite}
              </button>
            )}
          </div>
        </div>
      </div>
    </main>
  );
}

export function NotFound({ onMenu }: { readonly onMenu: () => void }) {
  return (
    <main id="main" tabIndex={-1} class="main">
      <PageHead title={messages.appName} onMenu={onMenu} />
      <div class="page">
        <div class="empty">
          <h2>{messages.start.notFoundTitle}</h2>
          <p>{messages.start.notFoundText}</p>
          <Link class="button" to={urls.home}>
            {messages.invite.toStart}
          </Link>
        </div>
      </div>
    </main>
  );
}
