import type { Session } from "../../core/session";
import { conversationsOf } from "../ordering";
import { type Route, urls } from "../router";

/** The workspace on screen: that of the address, else the one that was used last; null when there is none. */
export function workspaceOf(route: Route, session: Session): string | null {
  const { workspaces } = session.me.value;
  if ("workspaceId" in route) {
    return workspaces.some(({ id }) => id === route.workspaceId) ? route.workspaceId : lastWorkspace(session);
  }
  return lastWorkspace(session);
}

function lastWorkspace(session: Session): string | null {
  const { workspaces } = session.me.value;
  for (const id of session.recents.ids.value) {
    const workspaceId = session.channels.all.value.get(id)?.info.value.workspaceId;
    if (workspaceId !== undefined && workspaces.some((workspace) => workspace.id === workspaceId)) {
      return workspaceId;
    }
  }
  return workspaces[0]?.id ?? null;
}

/** Where an address that names no channel leads; null when it stays. */
export function homePath(route: Route, session: Session): string | null {
  if (route.name !== "home" && route.name !== "workspace" && route.name !== "sign-in" && route.name !== "sign-up") {
    return null;
  }
  const workspaceId = workspaceOf(route, session);
  if (workspaceId === null) {
    return null;
  }
  const channelId = firstChannel(workspaceId, session);
  if (channelId !== null) {
    return urls.channel(workspaceId, channelId);
  }
  return route.name === "workspace" ? null : urls.workspace(workspaceId);
}

function firstChannel(workspaceId: string, session: Session): string | null {
  const { channels, direct } = conversationsOf(session.channels.joined.value, workspaceId);
  const all = [...channels, ...direct];
  const recent = session.recents.ids.value.find((id) => all.some((channel) => channel.id === id));
  return recent ?? channels.find(({ info }) => info.value.name === "general")?.id ?? all[0]?.id ?? null;
}
