import type { WorkspaceRole } from "../contracts";
import { useSession } from "./client";
import type { MembersById } from "./names";

const nobody: MembersById = new Map();

export function useRole(workspaceId: string | null): WorkspaceRole | undefined {
  return useSession().me.value.workspaces.find(({ id }) => id === workspaceId)?.role;
}

export function usePeople(workspaceId: string | null): MembersById {
  const session = useSession();
  return workspaceId === null ? nobody : session.peopleOf(workspaceId).byId.value;
}
