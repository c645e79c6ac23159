import type {
  ChannelEventPage,
  EditMessageRequest,
  MentionPage,
  MessageDto,
  MessagePage,
  PostMessageRequest,
  ReadMarkerDto,
} from "../../contracts";
import { nothing } from "../../contracts/decode";
import * as decode from "../../contracts/decoders";
import { channelEventPage } from "../../contracts/frameDecoders";
import { type Http, query, segment } from "./http";

/** Which messages: none of the two gives the newest. */
export interface MessageRange {
  readonly before?: number;
  readonly after?: number;
  readonly limit: number;
}

export const getMessages = (http: Http, channelId: string, range: MessageRange): Promise<MessagePage> =>
  http.get(`/channels/${segment(channelId)}/messages${query({ ...range })}`, decode.messagePage);

export const getEvents = (http: Http, channelId: string, after: number, limit: number): Promise<ChannelEventPage> =>
  http.get(`/channels/${segment(channelId)}/events${query({ after, limit })}`, channelEventPage);

export const postMessage = (http: Http, channelId: string, request: PostMessageRequest): Promise<MessageDto> =>
  http.send("POST", `/channels/${segment(channelId)}/messages`, decode.message, request);

export const editMessage = (http: Http, channelId: string, seq: number, request: EditMessageRequest): Promise<MessageDto> =>
  http.send("PATCH", `/channels/${segment(channelId)}/messages/${segment(seq)}`, decode.message, request);

export const deleteMessage = (http: Http, channelId: string, seq: number): Promise<null> =>
  http.send("DELETE", `/channels/${segment(channelId)}/messages/${segment(seq)}`, nothing);

export const putReadMarker = (http: Http, channelId: string, marker: ReadMarkerDto): Promise<Required<ReadMarkerDto>> =>
  http.send("PUT", `/channels/${segment(channelId)}/read-marker`, decode.readMarker, marker);

export const getMentions = (http: Http, workspaceId: string, cursor: string | null): Promise<MentionPage> =>
  http.get(`/workspaces/${segment(workspaceId)}/mentions${query({ cursor, limit: 50 })}`, decode.mentionPage);
