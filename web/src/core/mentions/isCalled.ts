import type { MessageMentions } from "../../contracts";

/** Whether the message calls the account, by name or as one of all. */
export function isCalled(mentions: MessageMentions | null, accountId: string): boolean {
  return (
    mentions !== null &&
    (mentions.channel || mentions.accountIds?.includes(accountId) === true || mentions.here?.includes(accountId) === true)
  );
}
