import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { placeOf } from "../names";

interface BadgeNavigator {
  setAppBadge?(count: number): Promise<void>;
  clearAppBadge?(): Promise<void>;
}

/** Shows in the tab's title and icon, and on an installed app's icon, that something is unread. */
export function useBadge(workspaceId: string | null): void {
  const session = useSession();
  useEffect(
    () =>
      effect(() => {
        const unread = session.unreadTotal.value;
        const channel = session.reading.value?.channel;
        const people = workspaceId === null ? new Map() : session.peopleOf(workspaceId).byId.value;
        const place = channel === undefined ? "" : `${placeOf(channel.info.value, people, session)} · `;
        document.title = `${unread > 0 ? `(${unread > 999 ? "999+" : unread}) ` : ""}${place}${messages.appName}`;
        showIcon(unread > 0);
        showAppBadge(unread);
      }),
    [session, workspaceId],
  );
}

function showIcon(isUnread: boolean): void {
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  const href = isUnread ? "/icon-unread.svg" : "/icon.svg";
  if (icon !== null && icon.getAttribute("href") !== href) {
    icon.setAttribute("href", href);
  }
}

function showAppBadge(unread: number): void {
  const badge: BadgeNavigator = navigator;
  const done = unread > 0 ? badge.setAppBadge?.(unread) : badge.clearAppBadge?.();
  done?.catch(() => {
    // Only an installed app has a badge.
  });
}
