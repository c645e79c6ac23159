import type { MessageDto, MessageMentions } from "../../contracts";
import type { GroupDto } from "../../contracts/groups";
import { isCalled } from "../../core/mentions/isCalled";
import { callsAll, type MentionToken, mentionTokens } from "../../core/mentions/mentionTokens";
import { formatList } from "../../ui/locale";
import { parser } from "../../ui/markdown/parser";
import { type Mark, type Marker, type MarkTarget, plainTexts } from "../../ui/markdown/withMarks";
import { messages } from "../../ui/messages";
import type { MembersById } from "../names";

/** A message that calls someone. */
export interface CallingText extends Pick<MessageDto, "text"> {
  readonly mentions: MessageMentions;
}

interface Reader {
  readonly id: string;
  readonly username: string;
}

/** Who reads the message, and what they know. */
export interface MarkPlace {
  readonly me: Reader;
  readonly people: MembersById;
  /** As they are now; those that are gone, and all for a guest, are not known. */
  readonly groups: ReadonlyMap<string, GroupDto>;
  readonly showPerson: (accountId: string) => void;
  /** null: they are not for this reader to see. */
  readonly showGroups: (() => void) | null;
}

/** A name that calls someone, without its `@`. */
interface Call extends Pick<Mark, "isMine" | "target"> {
  readonly name: string;
}

// More of a group's people than these are not told to the pointer.
const mostNamed = 10;

/** Marks the names that call someone: those that the server says, and no other. Whoever is in the workspace can be shown; a person's name goes before a group's. */
export function markerOf({ mentions, text: whole }: CallingText, place: MarkPlace): Marker {
  const callOf = callsOf(mentions, whole, place);
  return (text) =>
    mentionTokens(text).flatMap((token) => {
      const call = callOf(token);
      return call === null ? [] : [{ from: token.from, to: token.from + 1 + call.name.length, isMine: call.isMine, target: call.target }];
    });
}

function callsOf(mentions: MessageMentions, whole: string, place: MarkPlace): (token: MentionToken) => Call | null {
  const { me, people, groups, showPerson } = place;
  const called = calledNames(mentions, people, me);
  const callsMeWithAll = isCalled({ ...mentions, accountIds: null }, me.id);
  const callsMe = mentions.accountIds?.includes(me.id) === true;
  return (token) => {
    const all = callsAll(token);
    if (all !== null) {
      return mentions.channel || (all === "here" && mentions.here !== null) ? { name: all, isMine: callsMeWithAll, target: null } : null;
    }
    const username = token.names.find((name) => called.has(name));
    if (username !== undefined) {
      const accountId = called.get(username);
      return { name: username, isMine: accountId === me.id, target: personTarget(accountId, people, showPerson) };
    }
    const name = token.names.find((one) => mentions.groups?.includes(one));
    if (name === undefined) {
      return null;
    }
    const group = groups.get(name);
    // Whoever does not know who is in the group is called by it where nothing else in the message calls them.
    const isMine = callsMe && (group === undefined ? !isNamed(whole, me.username) : group.accountIds.includes(me.id));
    return { name, isMine, target: groupTarget(group, place) };
  };
}

function calledNames({ accountIds }: MessageMentions, people: MembersById, me: Reader): ReadonlyMap<string, string> {
  const names = (accountIds ?? []).map((id) => [id === me.id ? me.username : people.get(id)?.username, id] as const);
  return new Map(names.filter((entry): entry is [string, string] => entry[0] !== undefined));
}

/** Whether the name is written anywhere in the message where it calls someone. */
function isNamed(whole: string, username: string): boolean {
  const parse = parser.peek();
  return parse !== null && plainTexts(parse(whole)).some((text) => mentionTokens(text).some(({ names }) => names.includes(username)));
}

function personTarget(accountId: string | undefined, people: MembersById, show: (accountId: string) => void): MarkTarget | null {
  const person = accountId === undefined ? undefined : people.get(accountId);
  return person === undefined
    ? null
    : {
        title: messages.people.show(person.displayName),
        href: `?person=${person.accountId}`,
        show: () => show(person.accountId),
      };
}

function groupTarget(group: GroupDto | undefined, { people, showGroups }: MarkPlace): MarkTarget | null {
  return showGroups === null
    ? null
    : { title: group === undefined ? null : namesOf(group, people), href: "?show=groups", show: showGroups };
}

function namesOf({ accountIds }: GroupDto, people: MembersById): string | null {
  const names = accountIds.flatMap((id) => people.get(id)?.displayName ?? []);
  if (names.length === 0) {
    return null;
  }
  return names.length > mostNamed ? `${formatList(names.slice(0, mostNamed))} …` : formatList(names);
}
