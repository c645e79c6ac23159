import type { ProfileDto } from "./accounts";

export type WorkspaceRole = "guest" | "member" | "admin" | "owner";

export interface WorkspaceDto {
  readonly id: string;
  readonly name: string;
  /** The caller's role in it. */
  readonly role: WorkspaceRole;
  readonly createdAt: string;
}

export interface WorkspaceNameRequest {
  readonly name: string;
}

/** An account as a member of one workspace. */
export interface MemberDto extends ProfileDto {
  readonly accountId: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: WorkspaceRole;
  readonly joinedAt: string;
}

export interface MemberPage {
  readonly members: readonly MemberDto[];
  /** Goes into `?cursor=` for the next page; null on the last one. */
  readonly cursor: string | null;
}

export interface CreateInviteRequest {
  readonly role?: WorkspaceRole;
  readonly maxUses?: number | null;
  readonly expiresInHours?: number;
  readonly channelIds?: readonly string[];
}

export interface CreatedInviteDto {
  readonly id: string;
  readonly code: string;
  readonly url: string;
  readonly role: WorkspaceRole;
  readonly expiresAt: string;
}

/** What whoever holds an invite's code may know before they accept it. */
export interface InvitePreviewDto {
  readonly workspaceName: string;
  readonly role: WorkspaceRole;
  readonly expiresAt: string;
}
