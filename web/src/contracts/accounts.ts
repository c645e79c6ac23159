import type { AvailabilityDto, StatusDto } from "./attention";
import type { WorkspaceDto } from "./workspaces";

/** What people say of themselves, besides the name. */
export interface ProfileDto {
  /** What they do, in a line; null: not said, as with the next two. */
  readonly title: string | null;
  readonly pronouns: string | null;
  /** A name of the IANA database. */
  readonly timeZone: string | null;
  /** null: none. */
  readonly avatarUrl: string | null;
  /** What they say of themselves at the moment; null: nothing. */
  readonly status: StatusDto | null;
  /** null: automatic. */
  readonly availability: AvailabilityDto | null;
}

/** A person or bot that signs in. */
export interface AccountDto extends ProfileDto {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly isServerAdmin: boolean;
}

export interface SignUpRequest {
  readonly username: string;
  readonly password: string;
  readonly displayName?: string;
  readonly email?: string;
  readonly invite?: string;
  /** Read only with the server's first account, which makes the workspace. */
  readonly workspaceName?: string;
}

export interface SignInRequest {
  readonly username: string;
  readonly password: string;
}

/** The token that comes with it is for programs; the browser has its cookie and drops the token. */
export interface SignedInDto {
  readonly account: AccountDto;
}

/** One device signed in to an account. */
export interface SignInDto {
  readonly id: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
  readonly device: string | null;
  readonly isCurrent: boolean;
}

export interface SignInList {
  readonly signIns: readonly SignInDto[];
}

export interface MeDto {
  readonly account: AccountDto;
  readonly email: string | null;
  readonly workspaces: readonly WorkspaceDto[];
  /** Words that count as a mention, in the order that the account gave. */
  readonly keywords: readonly string[];
}

export interface KeywordList {
  readonly keywords: readonly string[];
}

/** What is left out stays; what is empty is taken away. */
export interface UpdateMeRequest {
  readonly displayName?: string;
  readonly title?: string;
  readonly pronouns?: string;
  readonly timeZone?: string;
}

export interface ChangePasswordRequest {
  readonly currentPassword: string;
  readonly newPassword: string;
}

export interface AccessTokenDto {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  /** null: never. */
  readonly expiresAt: string | null;
}

export interface AccessTokenList {
  readonly accessTokens: readonly AccessTokenDto[];
}

export interface CreateAccessTokenRequest {
  readonly name: string;
  readonly expiresAt: string | null;
}

export interface CreatedAccessTokenDto {
  readonly accessToken: AccessTokenDto;
  /** Shown this once. */
  readonly token: string;
}

/** What a sign-in page has to know. */
export interface ServerDto {
  readonly version: string;
  readonly signUp: "open" | "invite";
  /** true until the first account exists; that one owns the first workspace. */
  readonly isEmpty: boolean;
  /** Links that begin with it lead here; null: none is set. */
  readonly publicUrl: string | null;
}
