import { useEffect } from "preact/hooks";
import type { Session } from "../../core/session";
import { useClient, useSession } from "../client";
import { searchIn } from "../names";
import { conversationsOf } from "../ordering";
import { hasCommandKey } from "../platform";
import { type Router, urls } from "../router";

/** The keys that work everywhere on the page. */
export function useKeys(workspaceId: string | null, closeDrawer: (() => void) | null): void {
  const { preferences, router } = useClient();
  const session = useSession();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) {
        return;
      }
      if (handle(event, { router, session, workspaceId, closeDrawer, letterKeys: () => preferences.current.peek().letterKeys })) {
        event.preventDefault();
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [preferences, router, session, workspaceId, closeDrawer]);
}

interface Place {
  readonly router: Router;
  readonly session: Session;
  readonly workspaceId: string | null;
  readonly closeDrawer: (() => void) | null;
  /** Whether letters alone do anything. */
  readonly letterKeys: () => boolean;
}

function handle(event: KeyboardEvent, place: Place): boolean {
  const { router, session } = place;
  if (hasCommandKey(event) && event.key.toLowerCase() === "k" && !event.shiftKey) {
    return toggle(router, "jump");
  }
  if (hasCommandKey(event) && event.key === "/") {
    return toggle(router, "shortcuts");
  }
  if (isDialogOpen()) {
    return false;
  }
  if (hasCommandKey(event) && event.shiftKey && event.key.toLowerCase() === "y") {
    return goToView(place, urls.threads);
  }
  if (hasCommandKey(event) && event.shiftKey && event.key.toLowerCase() === "m") {
    return goToView(place, urls.mentions);
  }
  if (place.workspaceId !== null && isSearchKey(event)) {
    return search(router, session, place.workspaceId, event.shiftKey);
  }
  if (event.key === "F6") {
    return focusLandmark(event.shiftKey ? -1 : 1);
  }
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    return step(place, event.key === "ArrowDown" ? 1 : -1, event.shiftKey);
  }
  if (event.key === "Escape" && event.shiftKey) {
    return markAllRead(place);
  }
  if (event.key === "Escape") {
    return leave(event, place);
  }
  if (!place.letterKeys()) {
    return false;
  }
  if (event.key === "?" && !isEditable(event.target)) {
    return toggle(router, "shortcuts");
  }
  focusComposerFor(event);
  return false;
}

/** Ctrl+G searches everywhere, Ctrl+Shift+F in the channel that is open; Ctrl+F stays the browser's. */
function isSearchKey(event: KeyboardEvent): boolean {
  const key = event.key.toLowerCase();
  return hasCommandKey(event) && ((key === "g" && !event.shiftKey) || (key === "f" && event.shiftKey));
}

function search(router: Router, session: Session, workspaceId: string, inChannel: boolean): true {
  const channel = inChannel ? session.reading.value?.channel.info.value : undefined;
  const q = channel === undefined ? "" : searchIn(channel, session);
  router.go(urls.search(workspaceId, { q, kind: "messages", sort: "relevance" }));
  document.getElementById("search-input")?.focus();
  return true;
}

function toggle(router: Router, panel: "jump" | "shortcuts"): true {
  if (router.location.value.panel === panel) {
    router.closePanel();
  } else {
    router.open(panel);
  }
  return true;
}

function goToView({ router, workspaceId }: Place, url: (workspaceId: string) => string): boolean {
  if (workspaceId !== null) {
    router.go(url(workspaceId));
  }
  return workspaceId !== null;
}

/** Up or down the sidebar, around its ends. */
function step({ router, session, workspaceId }: Place, by: 1 | -1, onlyUnread: boolean): boolean {
  if (workspaceId === null) {
    return false;
  }
  const { channels, direct } = conversationsOf(session.channels.joined.value, workspaceId);
  // Where the address is, for the page may be a frame behind who presses fast.
  const { route } = router.location.value;
  const shownId = route.name === "channel" ? route.channelId : undefined;
  const list = [...channels, ...direct].filter((channel) => !onlyUnread || channel.hasNews.value || channel.id === shownId);
  const index = list.findIndex((channel) => channel.id === shownId);
  const next = index === -1 ? list.at(by === 1 ? 0 : -1) : list[(index + by + list.length) % list.length];
  if (next !== undefined) {
    router.go(urls.channel(workspaceId, next.id));
  }
  return true;
}

function markAllRead({ session, workspaceId }: Place): boolean {
  if (workspaceId !== null) {
    session.markAllRead(workspaceId);
  }
  return workspaceId !== null;
}

/** Esc closes what is open; with nothing open it marks the channel as read. */
function leave(event: KeyboardEvent, { router, session, closeDrawer }: Place): boolean {
  if (closeDrawer !== null) {
    closeDrawer();
    return true;
  }
  const { panel, thread } = router.location.value;
  if (panel !== null || (thread !== null && (!isEditable(event.target) || isComposer(event.target)))) {
    router.closePanel();
    return true;
  }
  const reading = session.reading.value;
  if (reading === null || (isEditable(event.target) && !isComposer(event.target))) {
    return false;
  }
  reading.markRead();
  return true;
}

const landmarks = ["nav.sidebar", "main .viewport, main .page", ".main > .composer textarea, .main > .composer button", "aside.pane"];

function focusLandmark(by: 1 | -1): boolean {
  const parts = landmarks.map((selector) => document.querySelector<HTMLElement>(selector)).filter((part) => part !== null);
  const at = parts.findIndex((part) => part.contains(document.activeElement));
  const next = parts[(at + by + parts.length) % parts.length];
  const target = next?.querySelector<HTMLElement>("[aria-current] , article[tabindex='0'], a[href], button, input") ?? next;
  target?.focus();
  return true;
}

function focusComposerFor(event: KeyboardEvent): void {
  const isPrintable = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  const onMessage = event.target instanceof HTMLElement && event.target.closest("article") !== null;
  if (isPrintable && !onMessage && !isEditable(event.target) && !isButton(event.target)) {
    // Without preventing the key, the browser types it into what has the focus now.
    const isInPane = event.target instanceof HTMLElement && event.target.closest(".thread-pane") !== null;
    document.getElementById(isInPane ? "thread-composer" : "composer")?.focus();
  }
}

export function isDialogOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

function isEditable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}

function isButton(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("select, summary");
}

function isComposer(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.id === "composer" || target.id === "thread-composer");
}
