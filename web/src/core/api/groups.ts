import { nothing } from "../../contracts/decode";
import * as decode from "../../contracts/decoders";
import type { GroupDto, GroupList, PutGroupRequest } from "../../contracts/groups";
import { type Http, segment } from "./http";

const pathOf = (workspaceId: string) => `/workspaces/${segment(workspaceId)}/groups`;

export const getGroups = (http: Http, workspaceId: string): Promise<GroupList> => http.get(pathOf(workspaceId), decode.groupList);

/** Makes the group, or changes who is in it. */
export const putGroup = (http: Http, workspaceId: string, name: string, request: PutGroupRequest): Promise<GroupDto> =>
  http.send("PUT", `${pathOf(workspaceId)}/${segment(name)}`, decode.group, request);

export const deleteGroup = (http: Http, workspaceId: string, name: string): Promise<null> =>
  http.send("DELETE", `${pathOf(workspaceId)}/${segment(name)}`, nothing);
