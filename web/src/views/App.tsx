import { useEffect } from "preact/hooks";
import { messages } from "../ui/messages";
import { type Client, SessionContext, useClient } from "./client";
import { describeError } from "./describeError";
import { Gate } from "./gate/Gate";
import { lazy } from "./lazy";
import { StartingShell } from "./shell/StartingShell";
import { WorkspaceApp } from "./shell/WorkspaceApp";

const SignInPage = lazy(async () => (await import("./gate/SignInPage")).SignInPage);
const SignUpPage = lazy(async () => (await import("./gate/SignUpPage")).SignUpPage);
const InvitePage = lazy(async () => (await import("./gate/InvitePage")).InvitePage);

/** In another language everything is made anew; what the person did is in the client. */
export function App() {
  const client = useClient();
  return <Page key={client.spoken.shown.value} />;
}

function Page() {
  const client = useClient();
  useEffect(() => client.spoken.restoreFocus(), [client]);
  const state = client.state.value;
  const { route } = client.router.location.value;
  switch (state.name) {
    case "starting":
      return <StartingShell />;
    case "failed":
      return <Failed client={client} error={state.error} />;
    case "signed-out":
      if (route.name === "invite" && !state.isExpired) {
        return <InvitePage code={route.code} />;
      }
      return route.name === "sign-up" ? <SignUpPage /> : <SignInPage isExpired={state.isExpired} />;
    case "signed-in":
      return (
        <SessionContext.Provider value={state.session}>
          {route.name === "invite" ? <InvitePage code={route.code} /> : <WorkspaceApp key={state.session.myId} />}
        </SessionContext.Provider>
      );
  }
}

function Failed({ client, error }: { readonly client: Client; readonly error: unknown }) {
  return (
    <Gate title={messages.start.failedTitle} text={describeError(error)}>
      <button type="button" class="button primary" onClick={() => void client.start()}>
        {messages.common.tryAgain}
      </button>
    </Gate>
  );
}
