import type {
  CreatedInviteDto,
  CreateInviteRequest,
  InvitePreviewDto,
  MemberDto,
  MemberPage,
  WorkspaceDto,
  WorkspaceNameRequest,
} from "../../contracts";
import * as decode from "../../contracts/decoders";
import { type Http, query, segment } from "./http";

export const createWorkspace = (http: Http, request: WorkspaceNameRequest): Promise<WorkspaceDto> =>
  http.send("POST", "/workspaces", decode.workspace, request);

export const getMembers = (http: Http, workspaceId: string, cursor: string | null): Promise<MemberPage> =>
  http.get(`/workspaces/${segment(workspaceId)}/members${query({ cursor, limit: 1000 })}`, decode.memberPage);

export const getMember = (http: Http, workspaceId: string, accountId: string): Promise<MemberDto> =>
  http.get(`/workspaces/${segment(workspaceId)}/members/${segment(accountId)}`, decode.member);

/** Those whose username, name or title holds what is looked for. */
export const findMembers = (http: Http, workspaceId: string, q: string, cursor: string | null): Promise<MemberPage> =>
  http.get(`/workspaces/${segment(workspaceId)}/members${query({ q: q === "" ? null : q, cursor, limit: 50 })}`, decode.memberPage);

export const createInvite = (http: Http, workspaceId: string, request: CreateInviteRequest): Promise<CreatedInviteDto> =>
  http.send("POST", `/workspaces/${segment(workspaceId)}/invites`, decode.createdInvite, request);

export const previewInvite = (http: Http, code: string): Promise<InvitePreviewDto> =>
  http.get(`/invites/${segment(code)}`, decode.invitePreview);

export const acceptInvite = (http: Http, code: string): Promise<WorkspaceDto> =>
  http.send("POST", `/invites/${segment(code)}/accept`, decode.workspace);
