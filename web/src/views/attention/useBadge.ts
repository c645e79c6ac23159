import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { placeOf } from "../names";

interface BadgeNavigator {
  setAppBadge?(count: number): Promise<void>;
  clearAppBadge?(): Promise<void>;
}

interface Shown {
  readonly title: string;
  readonly isUnread: boolean;
  readonly mentions: number;
}

/** What comes in the channel that one is reading is unread for a moment: that is no reason to load another icon, and one more a moment later. */
const settledAfterMs = 100;

/** The number in the tab's title and on an installed app's icon is what is for oneself: mentions, and direct messages. The tab's icon says that anything is unread. */
export function useBadge(workspaceId: string | null): void {
  const session = useSession();
  useEffect(() => {
    let wanted: Shown | null = null;
    let shown: Shown | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = effect(() => {
      const mentions = session.mentionTotal.value;
      const channel = session.reading.value?.channel;
      const people = workspaceId === null ? new Map() : session.peopleOf(workspaceId).byId.value;
      const place = channel === undefined ? "" : `${placeOf(channel.info.value, people, session)} · `;
      wanted = {
        title: `${mentions > 0 ? `(${mentions > 999 ? "999+" : mentions}) ` : ""}${place}${messages.appName}`,
        isUnread: session.unreadTotal.value > 0,
        mentions,
      };
      timer ??= setTimeout(() => {
        timer = undefined;
        if (wanted !== null) {
          show(wanted, shown);
          shown = wanted;
        }
      }, settledAfterMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [session, workspaceId]);
}

/** @param before null: nothing was shown yet. */
function show(wanted: Shown, before: Shown | null): void {
  if (wanted.title !== before?.title) {
    document.title = wanted.title;
  }
  if (wanted.isUnread !== before?.isUnread) {
    showIcon(wanted.isUnread);
  }
  if (wanted.mentions !== before?.mentions) {
    showAppBadge(wanted.mentions);
  }
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
