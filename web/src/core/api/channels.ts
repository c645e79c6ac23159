import type {
  ChannelDto,
  ChannelMemberPage,
  ChannelPage,
  CreateChannelRequest,
  OpenDirectChannelRequest,
  SyncDto,
  UpdateChannelRequest,
} from "../../contracts";
import { nothing } from "../../contracts/decode";
import * as decode from "../../contracts/decoders";
import { type Http, query, segment } from "./http";

export const getSync = (http: Http): Promise<SyncDto> => http.get("/sync", decode.sync);

export const getChannels = (http: Http, workspaceId: string, cursor: string | null, archived: boolean): Promise<ChannelPage> =>
  http.get(
    `/workspaces/${segment(workspaceId)}/channels${query({ cursor, limit: 200, archived: archived || undefined })}`,
    decode.channelPage,
  );

export const getChannel = (http: Http, id: string): Promise<ChannelDto> => http.get(`/channels/${segment(id)}`, decode.channel);

export const createChannel = (http: Http, workspaceId: string, request: CreateChannelRequest): Promise<ChannelDto> =>
  http.send("POST", `/workspaces/${segment(workspaceId)}/channels`, decode.channel, request);

export const openDirectChannel = (http: Http, workspaceId: string, request: OpenDirectChannelRequest): Promise<ChannelDto> =>
  http.send("PUT", `/workspaces/${segment(workspaceId)}/direct-channels`, decode.channel, request);

export const updateChannel = (http: Http, id: string, request: UpdateChannelRequest): Promise<ChannelDto> =>
  http.send("PATCH", `/channels/${segment(id)}`, decode.channel, request);

export const getChannelMembers = (http: Http, id: string, cursor: string | null): Promise<ChannelMemberPage> =>
  http.get(`/channels/${segment(id)}/members${query({ cursor, limit: 1000 })}`, decode.channelMemberPage);

/** `me` as the account joins; another one is added. Repeating it is fine. */
export const addMember = (http: Http, id: string, accountId: string): Promise<null> =>
  http.send("PUT", `/channels/${segment(id)}/members/${segment(accountId)}`, nothing);

/** `me` as the account leaves; another one is removed. */
export const removeMember = (http: Http, id: string, accountId: string): Promise<null> =>
  http.send("DELETE", `/channels/${segment(id)}/members/${segment(accountId)}`, nothing);
