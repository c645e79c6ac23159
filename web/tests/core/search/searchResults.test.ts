import { describe, expect, test } from "vitest";
import { Http } from "../../../src/core/api/http";
import { MemoryStore } from "../../../src/core/local/memoryStore";
import { RecentSearches } from "../../../src/core/search/recentSearches";
import { formatSearchPlace, parseSearchPlace, type SearchPlace } from "../../../src/core/search/searchPlace";
import { SearchResults } from "../../../src/core/search/searchResults";

const place: SearchPlace = { q: "ana", kind: "people", sort: "relevance" };
const person = (username: string) => ({
  member: {
    accountId: username,
    username,
    displayName: username,
    role: "member",
    joinedAt: "2026-01-01T00:00:00.000Z",
    title: null,
    pronouns: null,
    timeZone: null,
    avatarUrl: null,
  },
  ranges: [],
});

/** Answers each request when it is told to. */
class Answers {
  readonly asked: { readonly url: URL; readonly answer: (body: object, status?: number) => void }[] = [];
  readonly http = new Http({
    fetch: (input) =>
      new Promise((resolve) => {
        this.asked.push({
          url: new URL(String(input), "http://x"),
          answer: (body, status = 200) => resolve(new Response(JSON.stringify(body), { status })),
        });
      }),
    onSignedOut: () => undefined,
  });
}

const names = (results: SearchResults) => {
  const { value } = results.state;
  return value.name === "found" && value.found.kind === "people" ? value.found.results.map(({ member }) => member.username) : value.name;
};

describe("search results", () => {
  test("come page by page", async () => {
    const answers = new Answers();
    const results = new SearchResults(answers.http, "w", () => 60);
    const first = results.search(place);
    expect(names(results)).toBe("searching");
    answers.asked[0]?.answer({ results: [person("ana")], cursor: "next", isComplete: true });
    await first;
    const second = results.more(place);
    answers.asked[1]?.answer({ results: [person("anabel")], cursor: null, isComplete: false });
    await second;

    expect(names(results)).toEqual(["ana", "anabel"]);
    expect(results.state.value).toMatchObject({ found: { isComplete: false } });
    expect(answers.asked.map(({ url }) => `${url.pathname}${url.search}`)).toEqual([
      "/api/v1/workspaces/w/search/people?q=ana&limit=20",
      "/api/v1/workspaces/w/search/people?q=ana&cursor=next&limit=20",
    ]);
    await results.more(place);
    expect(answers.asked).toHaveLength(2);
  });

  test("are those of the last question, in whatever order the answers come", async () => {
    const answers = new Answers();
    const results = new SearchResults(answers.http, "w", () => 0);
    const first = results.search(place);
    const second = results.search({ ...place, q: "ben" });
    answers.asked[1]?.answer({ results: [person("ben")], cursor: null, isComplete: true });
    await second;
    answers.asked[0]?.answer({ results: [person("ana")], cursor: null, isComplete: true });
    await first;

    expect(names(results)).toEqual(["ben"]);
  });

  test("are none of an empty question, and a refusal is told", async () => {
    const answers = new Answers();
    const results = new SearchResults(answers.http, "w", () => 0);
    await results.search({ ...place, q: " " });
    expect(names(results)).toBe("nothing");
    const refused = results.search(place);
    answers.asked[0]?.answer({ title: "no", status: 400, code: "validation", errors: { q: "has: takes file" } }, 400);
    await refused;
    expect(names(results)).toBe("failed");
  });
});

describe("what a search page shows", () => {
  test("stands in its address", () => {
    for (const one of [
      place,
      { q: 'a "b c" #d', kind: "messages", sort: "newest" },
      { q: "", kind: "files", sort: "relevance" },
    ] as const) {
      expect(parseSearchPlace(new URLSearchParams(formatSearchPlace(one)))).toEqual(one);
    }
    expect(parseSearchPlace(new URLSearchParams("kind=cheese&sort=old"))).toEqual({ q: "", kind: "messages", sort: "relevance" });
  });
});

describe("recent searches", () => {
  test("are kept for the account and workspace, the last first, each once", () => {
    const store = new MemoryStore();
    const recent = new RecentSearches(store, "me", "w");
    for (const text of ["a", "b", " a ", "", "c\nd"]) {
      recent.searched(text);
    }
    expect(new RecentSearches(store, "me", "w").list).toEqual(["c d", "a", "b"]);
    expect(new RecentSearches(store, "me", "other").list).toEqual([]);
    for (let number = 0; number < 20; number += 1) {
      recent.searched(String(number));
    }
    expect(recent.list).toHaveLength(8);
  });
});
