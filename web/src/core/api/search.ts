import type { FoundChannelPage, FoundFilePage, FoundMessagePage, FoundPersonPage } from "../../contracts";
import * as decode from "../../contracts/searchDecoders";
import { type Http, query, segment } from "./http";

/** What someone looks for, and from where on. */
export interface SearchRequest {
  readonly q: string;
  readonly cursor: string | null;
  /** Minutes east of UTC: where the days begin that dates name. */
  readonly utcOffset: number;
}

const limit = 20;

const pathOf = (workspaceId: string, what = "") => `/workspaces/${segment(workspaceId)}/search${what}`;

export const searchMessages = (http: Http, workspaceId: string, request: SearchRequest, sort: string): Promise<FoundMessagePage> =>
  http.get(pathOf(workspaceId) + query({ ...request, sort, limit }), decode.foundMessagePage);

export const searchFiles = (http: Http, workspaceId: string, request: SearchRequest): Promise<FoundFilePage> =>
  http.get(pathOf(workspaceId, "/files") + query({ ...request, limit }), decode.foundFilePage);

export const searchPeople = (http: Http, workspaceId: string, { q, cursor }: SearchRequest): Promise<FoundPersonPage> =>
  http.get(pathOf(workspaceId, "/people") + query({ q, cursor, limit }), decode.foundPersonPage);

export const searchChannels = (http: Http, workspaceId: string, { q, cursor }: SearchRequest): Promise<FoundChannelPage> =>
  http.get(pathOf(workspaceId, "/channels") + query({ q, cursor, limit }), decode.foundChannelPage);
