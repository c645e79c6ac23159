import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { placeOf } from "../names";

interface BadgeNavigator {
  setAppBadge?(count: number): Promise<void>;
  clearAppBadge?(): Promise<void>;
}

/** The number in the tab's title and on an installed app's icon is what is for oneself: mentions, and direct messages. The tab's icon says that anything is unread. */
export function useBadge(workspaceId: string | null): void {
  const session = useSession();
  useEffect(
    () =>
      effect(() => {
        const unread = session.unreadTotal.value;
        const mentions = session.mentionTotal.value;
        const channel = session.reading.value?.channel;
        const people = workspaceId === null ? new Map() : session.peopleOf(workspaceId).byId.value;
        const place = channel === undefined ? "" : `${placeOf(channel.info.value, people, session)} · `;
        document.title = `${mentions > 0 ? `(${mentions > 999 ? "999+" : mentions}) ` : ""}${place}${messages.appName}`;
        showIcon(unread > 0);
        showAppBadge(mentions);
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

function showAppBadge(count: number): void {
  const badge: BadgeNavigator = navigator;
  const done = count > 0 ? badge.setAppBadge?.(count) : badge.clearAppBadge?.();
  done?.catch(() => {
    // Only an installed app has a badge.
  });
}
