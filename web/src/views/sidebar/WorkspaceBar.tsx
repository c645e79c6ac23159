import { Logo } from "../../ui/Icon";
import { IconButton } from "../../ui/IconButton";
import { messages } from "../../ui/messages";
import { useClient, useSession } from "../client";
import { mayStartDirect } from "../permissions";
import { urls } from "../router";
import { useRole } from "../useWorkspace";

/** The workspace's name; with several, the choice between them. */
export function WorkspaceBar({ workspaceId }: { readonly workspaceId: string | null }) {
  const { router } = useClient();
  const session = useSession();
  const role = useRole(workspaceId);
  const { workspaces } = session.me.value;
  return (
    <div class="workspace-bar">
      <Logo />
      {workspaces.length > 1 ? (
        <select
          aria-label={messages.sidebar.workspace}
          value={workspaceId ?? ""}
          onChange={(event) => router.go(urls.workspace(event.currentTarget.value))}
        >
          {workspaces.map((workspace) => (
            <option key={workspace.id} value={workspace.id}>
              {workspace.name}
            </option>
          ))}
        </select>
      ) : (
        <span class="workspace-name clip">{workspaces[0]?.name ?? messages.appName}</span>
      )}
      {mayStartDirect(role) && <IconButton icon="pen" label={messages.sidebar.newMessage} onClick={() => router.open("new-message")} />}
    </div>
  );
}
