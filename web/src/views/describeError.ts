import { problemCodes } from "../contracts";
import { NetworkError, ProblemError } from "../core/api/http";
import { messages } from "../ui/messages";

const byCode: Readonly<Record<string, string>> = {
  [problemCodes.invalidCredentials]: messages.errors.credentials,
  [problemCodes.usernameTaken]: messages.errors.usernameTaken,
  [problemCodes.channelNameTaken]: messages.errors.channelNameTaken,
  [problemCodes.inviteInvalid]: messages.errors.inviteInvalid,
  [problemCodes.inviteNeeded]: messages.errors.inviteNeeded,
  [problemCodes.channelArchived]: messages.errors.archived,
  [problemCodes.notFound]: messages.errors.notFound,
  [problemCodes.tooManyRequests]: messages.errors.tooMany,
  [problemCodes.unavailable]: messages.errors.unavailable,
};

/** A sentence for the person. Our own words where the code is known; otherwise the server's, which say what was wrong. */
export function describeError(error: unknown): string {
  if (error instanceof NetworkError) {
    return messages.errors.network;
  }
  if (error instanceof ProblemError) {
    const { code, detail, title } = error.problem;
    return byCode[code] ?? detail ?? (code === problemCodes.forbidden ? messages.errors.forbidden : title);
  }
  return messages.errors.unexpected;
}

/** What is wrong with each field, when the server said so. */
export function fieldErrors(error: unknown): Readonly<Record<string, string>> {
  return error instanceof ProblemError ? error.problem.errors : {};
}
