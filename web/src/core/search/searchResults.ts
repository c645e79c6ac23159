import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { FoundChannelDto, FoundFileDto, FoundMessageDto, FoundPersonDto } from "../../contracts";
import type { Http } from "../api/http";
import { type SearchRequest, searchChannels, searchFiles, searchMessages, searchPeople } from "../api/search";
import { unreachable } from "../unreachable";
import type { SearchPlace } from "./searchPlace";

/** Of results that are not complete, the rest was too much to look through. */
export type Found = { readonly isComplete: boolean } & (
  | { readonly kind: "messages"; readonly results: readonly FoundMessageDto[] }
  | { readonly kind: "files"; readonly results: readonly FoundFileDto[] }
  | { readonly kind: "people"; readonly results: readonly FoundPersonDto[] }
  | { readonly kind: "channels"; readonly results: readonly FoundChannelDto[] }
);

export type SearchState =
  | { readonly name: "nothing" }
  | { readonly name: "searching" }
  | { readonly name: "failed"; readonly error: unknown }
  | {
      readonly name: "found";
      readonly found: Found;
      readonly cursor: string | null;
      readonly isLoadingMore: boolean;
      readonly moreError: unknown;
    };

/** What a search found, page by page. What was asked for last is what counts: answers to earlier questions are dropped. */
export class SearchResults {
  readonly #http: Http;
  readonly #workspaceId: string;
  readonly #utcOffset: () => number;
  readonly #state = signal<SearchState>({ name: "nothing" });
  #asked = 0;

  /** @param utcOffset Minutes east of UTC. */
  constructor(http: Http, workspaceId: string, utcOffset: () => number) {
    this.#http = http;
    this.#workspaceId = workspaceId;
    this.#utcOffset = utcOffset;
  }

  get state(): ReadonlySignal<SearchState> {
    return this.#state;
  }

  async search(place: SearchPlace): Promise<void> {
    this.#asked += 1;
    if (place.q.trim() === "") {
      this.#state.value = { name: "nothing" };
      return;
    }
    const asked = this.#asked;
    this.#state.value = { name: "searching" };
    try {
      const { found, cursor } = await this.#ask(place, null);
      if (asked === this.#asked) {
        this.#state.value = { name: "found", found, cursor, isLoadingMore: false, moreError: null };
      }
    } catch (error) {
      if (asked === this.#asked) {
        this.#state.value = { name: "failed", error };
      }
    }
  }

  async more(place: SearchPlace): Promise<void> {
    const before = this.#state.value;
    if (before.name !== "found" || before.cursor === null || before.isLoadingMore) {
      return;
    }
    const asked = this.#asked;
    this.#state.value = { ...before, isLoadingMore: true, moreError: null };
    try {
      const { found, cursor } = await this.#ask(place, before.cursor);
      if (asked === this.#asked) {
        this.#state.value = { name: "found", found: joined(before.found, found), cursor, isLoadingMore: false, moreError: null };
      }
    } catch (moreError) {
      if (asked === this.#asked) {
        this.#state.value = { ...before, moreError };
      }
    }
  }

  async #ask({ q, kind, sort }: SearchPlace, cursor: string | null): Promise<{ readonly found: Found; readonly cursor: string | null }> {
    const request: SearchRequest = { q, cursor, utcOffset: this.#utcOffset() };
    switch (kind) {
      case "messages": {
        const page = await searchMessages(this.#http, this.#workspaceId, request, sort);
        return { found: { kind, results: page.results, isComplete: page.isComplete }, cursor: page.cursor };
      }
      case "files": {
        const page = await searchFiles(this.#http, this.#workspaceId, request);
        return { found: { kind, results: page.results, isComplete: page.isComplete }, cursor: page.cursor };
      }
      case "people": {
        const page = await searchPeople(this.#http, this.#workspaceId, request);
        return { found: { kind, results: page.results, isComplete: page.isComplete }, cursor: page.cursor };
      }
      case "channels": {
        const page = await searchChannels(this.#http, this.#workspaceId, request);
        return { found: { kind, results: page.results, isComplete: page.isComplete }, cursor: page.cursor };
      }
      default:
        return unreachable(kind);
    }
  }
}

function joined(before: Found, more: Found): Found {
  return before.kind === more.kind ? ({ ...more, results: [...before.results, ...more.results] } as Found) : more;
}
