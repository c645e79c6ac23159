import type {
  ChannelEventPage,
  EditMessageRequest,
  MentionPage,
  MessageDto,
  MessagePage,
  MessageVersionList,
  PinnedMessageList,
  PostMessageRequest,
  ReadMarkerDto,
  SavedMessagePage,
  SavedMessageRefList,
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

/** Takes previews of links off a message, for everyone. */
export const deletePreview = (http: Http, channelId: string, seq: number, url: string): Promise<null> =>
  http.send("DELETE", `/channels/${segment(channelId)}/messages/${segment(seq)}/previews${query({ url })}`, nothing);

export const previewImageUrl = (channelId: string, seq: number, imageId: string): string =>
  `/api/v1/channels/${segment(channelId)}/messages/${segment(seq)}/preview-images/${segment(imageId)}`;

export const deleteMessage = (http: Http, channelId: string, seq: number): Promise<null> =>
  http.send("DELETE", `/channels/${segment(channelId)}/messages/${segment(seq)}`, nothing);

export const getMessage = (http: Http, channelId: string, seq: number): Promise<MessageDto> =>
  http.get(`/channels/${segment(channelId)}/messages/${segment(seq)}`, decode.message);

export const getVersions = (http: Http, channelId: string, seq: number): Promise<MessageVersionList> =>
  http.get(`/channels/${segment(channelId)}/messages/${segment(seq)}/versions`, decode.messageVersionList);

export const getPins = (http: Http, channelId: string): Promise<PinnedMessageList> =>
  http.get(`/channels/${segment(channelId)}/pins`, decode.pinnedMessageList);

export const putPin = (http: Http, channelId: string, seq: number): Promise<null> =>
  http.send("PUT", `/channels/${segment(channelId)}/pins/${segment(seq)}`, nothing);

export const deletePin = (http: Http, channelId: string, seq: number): Promise<null> =>
  http.send("DELETE", `/channels/${segment(channelId)}/pins/${segment(seq)}`, nothing);

export const getSavedRefs = (http: Http): Promise<SavedMessageRefList> => http.get("/me/saved-messages", decode.savedMessageRefList);

export const getSaved = (http: Http, workspaceId: string, cursor: string | null): Promise<SavedMessagePage> =>
  http.get(`/workspaces/${segment(workspaceId)}/saved-messages${query({ cursor, limit: 50 })}`, decode.savedMessagePage);

export const putSaved = (http: Http, channelId: string, seq: number): Promise<null> =>
  http.send("PUT", `/channels/${segment(channelId)}/messages/${segment(seq)}/saved`, nothing);

export const deleteSaved = (http: Http, channelId: string, seq: number): Promise<null> =>
  http.send("DELETE", `/channels/${segment(channelId)}/messages/${segment(seq)}/saved`, nothing);

export const putReaction = (http: Http, channelId: string, seq: number, emoji: string): Promise<null> =>
  http.send("PUT", reactionPath(channelId, seq, emoji), nothing);

export const deleteReaction = (http: Http, channelId: string, seq: number, emoji: string): Promise<null> =>
  http.send("DELETE", reactionPath(channelId, seq, emoji), nothing);

const reactionPath = (channelId: string, seq: number, emoji: string): string =>
  `/channels/${segment(channelId)}/messages/${segment(seq)}/reactions/${segment(emoji)}`;

export const putReadMarker = (http: Http, channelId: string, marker: ReadMarkerDto): Promise<Required<ReadMarkerDto>> =>
  http.send("PUT", `/channels/${segment(channelId)}/read-marker`, decode.readMarker, marker);

export const getMentions = (http: Http, workspaceId: string, cursor: string | null): Promise<MentionPage> =>
  http.get(`/workspaces/${segment(workspaceId)}/mentions${query({ cursor, limit: 50 })}`, decode.mentionPage);
