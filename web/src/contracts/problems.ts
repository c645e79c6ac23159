/** The stable `code` of a problem document that this client decides by; the server's catalogue has more. */
export const problemCodes = {
  notSignedIn: "not-signed-in",
  invalidCredentials: "invalid-credentials",
  validation: "validation",
  inviteInvalid: "invite-invalid",
  inviteNeeded: "invite-needed",
  notFound: "not-found",
  notAMember: "not-a-member",
  forbidden: "forbidden",
  usernameTaken: "username-taken",
  channelNameTaken: "channel-name-taken",
  channelArchived: "channel-archived",
  messageDeleted: "message-deleted",
  lastOwner: "last-owner",
  limitReached: "limit-reached",
  tooManyRequests: "too-many-requests",
  unavailable: "unavailable",
  serverError: "server-error",
} as const;

/** The server's whole catalogue, for the languages that say them in words of their own. A test compares it with Contracts/ErrorCodes. */
export type ProblemCode =
  | "malformed-json"
  | "malformed-utf8"
  | "validation"
  | "message-empty"
  | "message-too-long"
  | "no-such-thread"
  | "not-a-root"
  | "no-such-file"
  | "invite-invalid"
  | "not-signed-in"
  | "invalid-credentials"
  | "anti-forgery"
  | "forbidden"
  | "not-a-member"
  | "invite-needed"
  | "not-found"
  | "method-not-allowed"
  | "username-taken"
  | "channel-name-taken"
  | "channel-archived"
  | "direct-channel"
  | "last-owner"
  | "message-deleted"
  | "limit-reached"
  | "body-too-large"
  | "file-too-large"
  | "avatar-invalid"
  | "emoji-invalid"
  | "emoji-name-taken"
  | "not-json"
  | "upgrade-needed"
  | "too-many-requests"
  | "server-error"
  | "unavailable";

/** RFC 9457 problem details. */
export interface ProblemDto {
  readonly title: string;
  readonly status: number;
  readonly detail: string | null;
  readonly code: string;
  /** Field, in camelCase, to what is wrong with it. */
  readonly errors: Readonly<Record<string, string>>;
}
