import "./search.css";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { RecentSearches } from "../../core/search/recentSearches";
import { type SearchKind, type SearchPlace, type SearchSort, searchKinds, searchSorts } from "../../core/search/searchPlace";
import { SearchResults, type SearchState } from "../../core/search/searchResults";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { ConnectionBanner } from "../channel/ConnectionBanner";
import { useClient, useSession } from "../client";
import { describeError, fieldErrors } from "../describeError";
import { urls } from "../router";
import { PageHead } from "../shell/PageHead";
import { ResultList } from "./ResultList";
import { isBegun, SearchBox } from "./SearchBox";

interface SearchPageProps {
  readonly workspaceId: string;
  readonly onMenu: () => void;
}

/** Searching the workspace. What is asked for stands in the address, so that back leads from a message to the results. */
export function SearchPage({ workspaceId, onMenu }: SearchPageProps) {
  const { router, store } = useClient();
  const session = useSession();
  const place = router.search.value;
  const results = useMemo(
    () => new SearchResults(session.http, workspaceId, () => -new Date().getTimezoneOffset()),
    [session, workspaceId],
  );
  const recent = useMemo(() => new RecentSearches(store, session.myId, workspaceId), [store, session, workspaceId]);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What was begun elsewhere, with the channel to search in, is to be gone on with.
    if (!isBegun(place.q)) {
      recent.searched(place.q);
    }
    void results.search(isBegun(place.q) ? { ...place, q: "" } : place);
  }, [place, results, recent]);
  const go = (next: Partial<SearchPlace>) => router.go(urls.search(workspaceId, { ...place, ...next }));
  const state = results.state.value;
  return (
    <main id="main" tabIndex={-1} class="main">
      <PageHead title={messages.search.title} onMenu={onMenu} />
      <ConnectionBanner />
      <div class="page" tabIndex={-1}>
        <div class="page-body search">
          <SearchBox
            workspaceId={workspaceId}
            initial={place.q}
            recent={recent}
            error={queryError(state)}
            onSearch={(q) => (q === place.q ? void results.search(place) : go({ q }))}
            onLeaveDown={() => list.current?.querySelector<HTMLElement>(".hit-link")?.focus()}
          />
          <Choices place={place} onKind={(kind) => go({ kind })} onSort={(sort) => go({ sort })} />
          <div ref={list} id="search-results" role="tabpanel" aria-label={laterMessages.search.kinds[place.kind]}>
            <ResultList
              state={state}
              workspaceId={workspaceId}
              onMore={() => void results.more(place)}
              onAgain={() => void results.search(place)}
              onLeaveUp={() => document.getElementById("search-input")?.focus()}
            />
          </div>
        </div>
      </div>
    </main>
  );
}

/** What the server says is wrong with the query. */
function queryError(state: SearchState): string | null {
  return state.name === "failed" ? (fieldErrors(state.error)["q"] ?? null) : null;
}

export function errorOf(error: unknown): string | null {
  return fieldErrors(error)["q"] === undefined ? describeError(error) : null;
}

interface ChoicesProps {
  readonly place: SearchPlace;
  readonly onKind: (kind: SearchKind) => void;
  readonly onSort: (sort: SearchSort) => void;
}

function Choices({ place, onKind, onSort }: ChoicesProps) {
  return (
    <div class="search-choices">
      <div
        role="tablist"
        aria-label={laterMessages.search.what}
        onKeyDown={(event) => {
          const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? searchKinds.length - 1 : 0;
          const next = searchKinds[(searchKinds.indexOf(place.kind) + by) % searchKinds.length];
          if (by !== 0 && next !== undefined) {
            event.preventDefault();
            onKind(next);
            document.getElementById(`search-${next}`)?.focus();
          }
        }}
      >
        {searchKinds.map((kind) => (
          <button
            key={kind}
            id={`search-${kind}`}
            type="button"
            role="tab"
            aria-selected={kind === place.kind}
            aria-controls="search-results"
            tabIndex={kind === place.kind ? 0 : -1}
            onClick={() => onKind(kind)}
          >
            {laterMessages.search.kinds[kind]}
          </button>
        ))}
      </div>
      {place.kind === "messages" && (
        <select
          aria-label={laterMessages.search.order}
          value={place.sort}
          onChange={(event) => onSort(event.currentTarget.value as SearchSort)}
        >
          {searchSorts.map((sort) => (
            <option key={sort} value={sort}>
              {laterMessages.search.sorts[sort]}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
