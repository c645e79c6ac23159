import { type ProblemDto, problemCodes } from "../contracts";
import { NetworkError, ProblemError } from "../core/api/http";
import { spokenCatalogue } from "../ui/language";
import { messages } from "../ui/messages";

/** A sentence for the person. */
export function describeError(error: unknown): string {
  if (error instanceof NetworkError) {
    return messages.errors.network;
  }
  if (error instanceof ProblemError) {
    return describeProblem(error.problem);
  }
  return messages.errors.unexpected;
}

/** In the person's language where the code is known; otherwise, and in English for codes that say little by themselves, the server's words. */
export function describeProblem({ code, detail, title }: ProblemDto): string {
  const problems: Readonly<Record<string, string>> | undefined = spokenCatalogue()?.problems;
  return problems?.[code] ?? englishOf(code) ?? detail ?? (code === problemCodes.forbidden ? messages.errors.forbidden : title);
}

function englishOf(code: string): string | undefined {
  switch (code) {
    case problemCodes.invalidCredentials:
      return messages.errors.credentials;
    case problemCodes.usernameTaken:
      return messages.errors.usernameTaken;
    case problemCodes.channelNameTaken:
      return messages.errors.channelNameTaken;
    case problemCodes.inviteInvalid:
      return messages.errors.inviteInvalid;
    case problemCodes.inviteNeeded:
      return messages.errors.inviteNeeded;
    case problemCodes.channelArchived:
      return messages.errors.archived;
    case problemCodes.notFound:
      return messages.errors.notFound;
    case problemCodes.tooManyRequests:
      return messages.errors.tooMany;
    case problemCodes.unavailable:
      return messages.errors.unavailable;
    default:
      return undefined;
  }
}

/** What is wrong with each field, when the server said so: it says it in English. */
export function fieldErrors(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ProblemError)) {
    return {};
  }
  return Object.fromEntries(Object.entries(error.problem.errors).map(([field, text]) => [field, messages.errors.field(text)]));
}
