import type { ChannelDto, MemberDto } from "../contracts";
import type { Session } from "../core/session";
import { messages } from "../ui/messages";

export type MembersById = ReadonlyMap<string, MemberDto>;

/** The name of an account; one's own also before the list of people is here. */
export function nameOf(accountId: string, people: MembersById, session: Session): string {
  const { account } = session.me.value;
  if (accountId === account.id) {
    return account.displayName;
  }
  return people.get(accountId)?.displayName ?? messages.channel.unknownPerson;
}

/** The address of the picture of an account; null: it has none, or is not known. */
export function avatarOf(accountId: string, people: MembersById, session: Session): string | null {
  const { account } = session.me.value;
  return accountId === account.id ? account.avatarUrl : (people.get(accountId)?.avatarUrl ?? null);
}

/** The others in a direct channel; oneself where there are none. */
export function partnersOf(channel: ChannelDto, myId: string): readonly string[] {
  const others = (channel.directMemberIds ?? []).filter((id) => id !== myId);
  return others.length === 0 ? [myId] : others;
}

export function titleOf(channel: ChannelDto, people: MembersById, session: Session): string {
  if (channel.visibility !== "direct") {
    return channel.name;
  }
  const partners = partnersOf(channel, session.myId);
  if (partners[0] === session.myId) {
    return messages.channel.noteToSelf(nameOf(session.myId, people, session));
  }
  return partners.map((id) => nameOf(id, people, session)).join(", ");
}

/** How the channel is spoken of: "#general", or the names. */
export function placeOf(channel: ChannelDto, people: MembersById, session: Session): string {
  const title = titleOf(channel, people, session);
  return channel.visibility === "direct" ? title : `#${title}`;
}

/** The beginning of a search in this channel, to be gone on with. */
export function searchIn(channel: ChannelDto, session: Session): string {
  if (channel.visibility !== "direct") {
    return `in:${channel.name} `;
  }
  const people = session.peopleOf(channel.workspaceId).byId.value;
  const partners = partnersOf(channel, session.myId);
  const username = partners.length === 1 && partners[0] !== undefined ? people.get(partners[0])?.username : undefined;
  return username === undefined ? `in:${channel.id} ` : `in:@${username} `;
}
