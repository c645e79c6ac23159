import type { MessageMentions } from "../../contracts";
import { isCalled } from "../../core/mentions/isCalled";
import { callsAll, type MentionToken, mentionTokens } from "../../core/mentions/mentionTokens";
import type { MarkedPerson, Marker } from "../../ui/markdown/withMarks";
import type { MembersById } from "../names";

interface Reader {
  readonly id: string;
  readonly username: string;
}

/** Marks the names that call someone: those that the server says, and no other. Whoever is in the workspace can be shown. */
export function markerOf(mentions: MessageMentions, people: MembersById, me: Reader, show: (accountId: string) => void): Marker {
  const called = calledNames(mentions, people, me);
  const callsMeWithAll = isCalled({ ...mentions, accountIds: null }, me.id);
  return (text) =>
    mentionTokens(text).flatMap((token) => {
      const name = nameOf(token, mentions, called);
      if (name === null) {
        return [];
      }
      const accountId = called.get(name);
      const isMine = accountId === undefined ? callsMeWithAll : accountId === me.id;
      return [{ from: token.from, to: token.from + 1 + name.length, isMine, person: personOf(accountId, people, show) }];
    });
}

function calledNames({ accountIds }: MessageMentions, people: MembersById, me: Reader): ReadonlyMap<string, string> {
  const names = (accountIds ?? []).map((id) => [id === me.id ? me.username : people.get(id)?.username, id] as const);
  return new Map(names.filter((entry): entry is [string, string] => entry[0] !== undefined));
}

function nameOf(token: MentionToken, mentions: MessageMentions, called: ReadonlyMap<string, string>): string | null {
  const all = callsAll(token);
  if (all !== null) {
    return mentions.channel || (all === "here" && mentions.here !== null) ? all : null;
  }
  return token.names.find((name) => called.has(name)) ?? null;
}

function personOf(accountId: string | undefined, people: MembersById, show: (accountId: string) => void): MarkedPerson | null {
  const person = accountId === undefined ? undefined : people.get(accountId);
  return person === undefined
    ? null
    : { name: person.displayName, href: `?person=${person.accountId}`, show: () => show(person.accountId) };
}
