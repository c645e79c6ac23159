import type { FollowedThreadsDto, MessageDto, ReadMarkerDto, ThreadList, ThreadPage, ThreadStateDto } from "../../contracts";
import * as decode from "../../contracts/decoders";
import { type Http, query, segment } from "./http";
import type { MessageRange } from "./messages";

const pathOf = (channelId: string, seq: number) => `/channels/${segment(channelId)}/messages/${segment(seq)}`;

export const getMessage = (http: Http, channelId: string, seq: number): Promise<MessageDto> =>
  http.get(pathOf(channelId, seq), decode.message);

export const getThread = (http: Http, channelId: string, seq: number, range: MessageRange): Promise<ThreadPage> =>
  http.get(`${pathOf(channelId, seq)}/thread${query({ ...range })}`, decode.threadPage);

export const followThread = (http: Http, channelId: string, seq: number, isFollowing: boolean): Promise<ThreadStateDto> =>
  http.send(isFollowing ? "PUT" : "DELETE", `${pathOf(channelId, seq)}/thread/follow`, decode.threadState);

export const putThreadReadMarker = (http: Http, channelId: string, seq: number, marker: ReadMarkerDto): Promise<ThreadStateDto> =>
  http.send("PUT", `${pathOf(channelId, seq)}/thread/read-marker`, decode.threadState, marker);

export const getFollowedThreads = (http: Http): Promise<FollowedThreadsDto> => http.get("/me/threads", decode.followedThreads);

export const getThreads = (http: Http, workspaceId: string, onlyUnread: boolean, cursor: string | null): Promise<ThreadList> =>
  http.get(
    `/workspaces/${segment(workspaceId)}/threads${query({ unread: onlyUnread || undefined, cursor, limit: 50 })}`,
    decode.threadList,
  );
