import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { MessageDto } from "../contracts";
import { isInChannel } from "../core/channels/timelineItem";
import { formatSearchPlace, parseSearchPlace, type SearchPlace } from "../core/search/searchPlace";

export type AccountSection = "profile" | "preferences" | "notifications" | "sign-ins" | "tokens";

export type Route =
  | { readonly name: "home" }
  | { readonly name: "sign-in" }
  | { readonly name: "sign-up" }
  | { readonly name: "invite"; readonly code: string }
  | { readonly name: "workspace"; readonly workspaceId: string }
  | { readonly name: "channel"; readonly workspaceId: string; readonly channelId: string }
  | { readonly name: "browse"; readonly workspaceId: string }
  | { readonly name: "saved"; readonly workspaceId: string }
  | { readonly name: "threads"; readonly workspaceId: string }
  | { readonly name: "mentions"; readonly workspaceId: string }
  | { readonly name: "search"; readonly workspaceId: string }
  | { readonly name: "people"; readonly workspaceId: string }
  | { readonly name: "account"; readonly section: AccountSection }
  | { readonly name: "not-found" };

/** What stands beside the page, where a thread does: one takes the place of another. */
const besides: ReadonlySet<string> = new Set(["members", "settings"]);

/** What is open over, or beside, the page of the route. It has a place in the address too, so that back closes it. */
export const panels = [
  "members",
  "pins",
  "settings",
  "new-channel",
  "new-message",
  "invite",
  "shortcuts",
  "jump",
  "emoji",
  "groups",
  "status",
  "notifications",
] as const;
export type Panel = (typeof panels)[number];

/** The thread beside the page, by its root or any of its replies. */
export interface ThreadPlace {
  /** null: of the channel on the page. */
  readonly channelId: string | null;
  readonly seq: number;
}

export interface Location {
  readonly route: Route;
  readonly panel: Panel | null;
  readonly thread: ThreadPlace | null;
  /** The account whose card is open, over everything else. */
  readonly person: string | null;
}

/** A message that an address leads to. A new object each time that someone goes there, also to where they are. */
export interface Destination {
  readonly channelId: string;
  readonly seq: number;
}

export const urls = {
  home: "/",
  signIn: "/sign-in",
  signUp: "/sign-up",
  workspace: (workspaceId: string) => `/w/${workspaceId}`,
  channel: (workspaceId: string, channelId: string) => `/w/${workspaceId}/c/${channelId}`,
  message: (workspaceId: string, channelId: string, seq: number) => `/w/${workspaceId}/c/${channelId}/${seq}`,
  saved: (workspaceId: string) => `/w/${workspaceId}/saved`,
  browse: (workspaceId: string) => `/w/${workspaceId}/channels`,
  threads: (workspaceId: string) => `/w/${workspaceId}/threads`,
  search: (workspaceId: string, place: SearchPlace) => `/w/${workspaceId}/search${formatSearchPlace(place)}`,
  people: (workspaceId: string) => `/w/${workspaceId}/people`,
  /** The channel with the thread that the message is in, a root or a reply, which is also a reply's lasting address. */
  thread: (workspaceId: string, channelId: string, seq: number) => `/w/${workspaceId}/c/${channelId}?thread=${seq}`,
  /** Where a message shows: in its channel, or in the thread that it is a reply in. */
  placeOf: (workspaceId: string, message: Pick<MessageDto, "channelId" | "seq" | "threadSeq" | "alsoInChannel">): string =>
    (isInChannel(message) ? urls.message : urls.thread)(workspaceId, message.channelId, message.seq),
  mentions: (workspaceId: string) => `/w/${workspaceId}/mentions`,
  account: (section: AccountSection) => (section === "profile" ? "/account" : `/account/${section}`),
};

/** Follows the address of the page, and moves it. */
export class Router {
  readonly #url = signal(new URL(window.location.href));
  // A page that is loaded again goes on with the thread that is open, not with the message that once led to another.
  readonly #destination = signal(
    new URLSearchParams(window.location.search).has("thread") ? null : destinationOf(window.location.pathname),
  );
  readonly location: ReadonlySignal<Location> = computed(() => parseUrl(this.#url.value));

  /** What a search page is asked for. */
  readonly search: ReadonlySignal<SearchPlace> = computed(() => parseSearchPlace(this.#url.value.searchParams));

  constructor() {
    window.addEventListener("popstate", () => {
      const before = this.#url.value.pathname;
      this.#read();
      // A panel that closes leads nowhere.
      if (this.#url.value.pathname !== before) {
        this.#destination.value = destinationOf(this.#url.value.pathname);
      }
    });
  }

  get path(): string {
    return this.#url.value.pathname + this.#url.value.search;
  }

  /** The message that the address leads to; null when it leads to none. */
  get destination(): ReadonlySignal<Destination | null> {
    return this.#destination;
  }

  go(path: string): void {
    if (path !== this.path) {
      history.pushState({ parley: true }, "", path);
      this.#read();
    }
    this.#destination.value = destinationOf(path);
  }

  replace(path: string): void {
    history.replaceState(history.state, "", path);
    this.#read();
  }

  open(panel: Panel): void {
    this.#openBeside("show", panel);
  }

  /** @param channelId null: of the channel on the page. */
  openThread(channelId: string | null, seq: number): void {
    this.#openBeside("thread", channelId === null ? String(seq) : `${channelId}.${seq}`);
  }

  openPerson(accountId: string): void {
    const url = new URL(this.#url.value);
    url.searchParams.set("person", accountId);
    history.pushState({ parley: true, panel: true }, "", url.pathname + url.search);
    this.#read();
  }

  #openBeside(name: "show" | "thread", value: string): void {
    const url = new URL(this.#url.value);
    const isBeside = name === "thread" || besides.has(value);
    // One panel takes the place of another, so that back leads to the page and not through all of them; from what lies over a thread, to the thread.
    const replaces = url.searchParams.has("show") || (isBeside && url.searchParams.has("thread"));
    if (isBeside) {
      url.search = "";
    }
    url.searchParams.set(name, value);
    if (replaces) {
      this.replace(url.pathname + url.search);
    } else {
      history.pushState({ parley: true, panel: true }, "", url.pathname + url.search);
      this.#read();
    }
  }

  closePanel(): void {
    if (isPanelState(history.state)) {
      history.back();
    } else {
      const url = new URL(this.#url.value);
      url.searchParams.delete(["person", "show"].find((name) => url.searchParams.has(name)) ?? "thread");
      this.replace(url.pathname + url.search);
    }
  }

  #read(): void {
    this.#url.value = new URL(window.location.href);
  }
}

function isPanelState(state: unknown): boolean {
  return typeof state === "object" && state !== null && "panel" in state;
}

function parseUrl(url: URL): Location {
  const shown = url.searchParams.get("show");
  return {
    route: parsePath(url.pathname),
    panel: panels.find((panel) => panel === shown) ?? null,
    thread: parseThread(url.searchParams.get("thread")),
    person: url.searchParams.get("person"),
  };
}

function parseThread(text: string | null): ThreadPlace | null {
  const [, channelId, seq] = /^(?:([0-9a-f-]{36})\.)?([0-9]{1,15})$/.exec(text ?? "") ?? [];
  return seq === undefined ? null : { channelId: channelId ?? null, seq: Number(seq) };
}

export function parsePath(path: string): Route {
  const [first, second, third, fourth, fifth, ...rest] = path.split("/").filter((part) => part !== "");
  if (rest.length > 0 || (fifth !== undefined && first !== "w")) {
    return { name: "not-found" };
  }
  switch (first) {
    case undefined:
      return { name: "home" };
    case "sign-in":
    case "sign-up":
      return second === undefined ? { name: first } : { name: "not-found" };
    case "invite":
      return second === undefined || third !== undefined ? { name: "not-found" } : { name: "invite", code: decodeURIComponent(second) };
    case "account":
      return accountRoute(second, third);
    case "w":
      return second === undefined ? { name: "not-found" } : workspaceRoute(second, third, fourth, fifth);
    default:
      return { name: "not-found" };
  }
}

function accountRoute(section: string | undefined, more: string | undefined): Route {
  if (more !== undefined) {
    return { name: "not-found" };
  }
  switch (section) {
    case undefined:
      return { name: "account", section: "profile" };
    case "preferences":
    case "notifications":
    case "sign-ins":
    case "tokens":
      return { name: "account", section };
    default:
      return { name: "not-found" };
  }
}

function destinationOf(path: string): Destination | null {
  const [, channelId, seq] = /^\/w\/[^/]+\/c\/([^/]+)\/([1-9][0-9]{0,14})(?:$|[/?])/.exec(path) ?? [];
  return channelId === undefined ? null : { channelId, seq: Number(seq) };
}

function workspaceRoute(workspaceId: string, part: string | undefined, channelId: string | undefined, seq: string | undefined): Route {
  if (part === undefined) {
    return { name: "workspace", workspaceId };
  }
  if (seq !== undefined && (part !== "c" || !/^[1-9][0-9]{0,14}$/.test(seq))) {
    return { name: "not-found" };
  }
  if (part === "c" && channelId !== undefined) {
    return { name: "channel", workspaceId, channelId };
  }
  if (channelId !== undefined) {
    return { name: "not-found" };
  }
  switch (part) {
    case "channels":
      return { name: "browse", workspaceId };
    case "mentions":
    case "people":
    case "saved":
    case "search":
    case "threads":
      return { name: part, workspaceId };
    default:
      return { name: "not-found" };
  }
}
