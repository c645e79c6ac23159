import { computed, type ReadonlySignal, signal } from "@preact/signals";

export type AccountSection = "profile" | "sign-ins" | "tokens";

export type Route =
  | { readonly name: "home" }
  | { readonly name: "sign-in" }
  | { readonly name: "sign-up" }
  | { readonly name: "invite"; readonly code: string }
  | { readonly name: "workspace"; readonly workspaceId: string }
  | { readonly name: "channel"; readonly workspaceId: string; readonly channelId: string }
  | { readonly name: "browse"; readonly workspaceId: string }
  | { readonly name: "mentions"; readonly workspaceId: string }
  | { readonly name: "account"; readonly section: AccountSection }
  | { readonly name: "not-found" };

/** What is open over, or beside, the page of the route. It has a place in the address too, so that back closes it. */
export const panels = ["members", "settings", "new-channel", "new-message", "invite", "shortcuts", "jump"] as const;
export type Panel = (typeof panels)[number];

export interface Location {
  readonly route: Route;
  readonly panel: Panel | null;
}

export const urls = {
  home: "/",
  signIn: "/sign-in",
  signUp: "/sign-up",
  workspace: (workspaceId: string) => `/w/${workspaceId}`,
  channel: (workspaceId: string, channelId: string) => `/w/${workspaceId}/c/${channelId}`,
  browse: (workspaceId: string) => `/w/${workspaceId}/channels`,
  mentions: (workspaceId: string) => `/w/${workspaceId}/mentions`,
  account: (section: AccountSection) => (section === "profile" ? "/account" : `/account/${section}`),
};

/** Follows the address of the page, and moves it. */
export class Router {
  readonly #url = signal(new URL(window.location.href));
  readonly location: ReadonlySignal<Location> = computed(() => parseUrl(this.#url.value));

  constructor() {
    window.addEventListener("popstate", () => this.#read());
  }

  get path(): string {
    return this.#url.value.pathname + this.#url.value.search;
  }

  go(path: string): void {
    if (path !== this.path) {
      history.pushState({ parley: true }, "", path);
      this.#read();
    }
  }

  replace(path: string): void {
    history.replaceState(history.state, "", path);
    this.#read();
  }

  open(panel: Panel): void {
    const url = new URL(this.#url.value);
    const isOpen = url.searchParams.has("show");
    url.searchParams.set("show", panel);
    // One panel takes the place of another, so that back leads to the page and not through all of them.
    if (isOpen) {
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
      this.replace(this.#url.value.pathname);
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
  return { route: parsePath(url.pathname), panel: panels.find((panel) => panel === shown) ?? null };
}

export function parsePath(path: string): Route {
  const [first, second, third, fourth, ...rest] = path.split("/").filter((part) => part !== "");
  if (rest.length > 0) {
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
      return second === undefined ? { name: "not-found" } : workspaceRoute(second, third, fourth);
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
    case "sign-ins":
    case "tokens":
      return { name: "account", section };
    default:
      return { name: "not-found" };
  }
}

function workspaceRoute(workspaceId: string, part: string | undefined, channelId: string | undefined): Route {
  if (part === undefined) {
    return { name: "workspace", workspaceId };
  }
  if (part === "c" && channelId !== undefined) {
    return { name: "channel", workspaceId, channelId };
  }
  if (part === "mentions" && channelId === undefined) {
    return { name: "mentions", workspaceId };
  }
  return part === "channels" && channelId === undefined ? { name: "browse", workspaceId } : { name: "not-found" };
}
