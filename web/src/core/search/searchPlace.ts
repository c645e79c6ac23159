export const searchKinds = ["messages", "files", "people", "channels"] as const;
export type SearchKind = (typeof searchKinds)[number];

export const searchSorts = ["relevance", "newest"] as const;
export type SearchSort = (typeof searchSorts)[number];

/** What a search page shows; it is in its address. */
export interface SearchPlace {
  readonly q: string;
  readonly kind: SearchKind;
  readonly sort: SearchSort;
}

export function parseSearchPlace(params: URLSearchParams): SearchPlace {
  return {
    q: params.get("q") ?? "",
    kind: searchKinds.find((kind) => kind === params.get("kind")) ?? "messages",
    sort: searchSorts.find((sort) => sort === params.get("sort")) ?? "relevance",
  };
}

/** The part of the address behind the path, with what is not as usual. */
export function formatSearchPlace({ q, kind, sort }: SearchPlace): string {
  const params = new URLSearchParams();
  if (q !== "") {
    params.set("q", q);
  }
  if (kind !== "messages") {
    params.set("kind", kind);
  }
  if (sort !== "relevance") {
    params.set("sort", sort);
  }
  return params.size === 0 ? "" : `?${params}`;
}
