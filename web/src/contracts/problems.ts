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

/** RFC 9457 problem details. */
export interface ProblemDto {
  readonly title: string;
  readonly status: number;
  readonly detail: string | null;
  readonly code: string;
  /** Field, in camelCase, to what is wrong with it. */
  readonly errors: Readonly<Record<string, string>>;
}
