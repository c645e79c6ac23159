import type { AvailabilityMode, MemberDto, NotificationLevel } from "../../contracts";
import { deleteStatus, putAvailability, putChannelNotifications, putStatus } from "../../core/api/attention";
import { addMember, getChannels, updateChannel } from "../../core/api/channels";
import type { Channel } from "../../core/channels/channel";
import type { Command, CommandName } from "../../core/commands/command";
import { lengthMs, namesOf, statusOf } from "../../core/commands/commandArguments";
import type { Session } from "../../core/session";
import { formatUntil } from "../../ui/formatUntil";
import { laterMessages } from "../../ui/laterMessages";
import { joinChannel } from "../channel/ReadOnlyBar";
import { openDirect } from "../people/openTalk";
import { type Router, urls } from "../router";
import { commandsFor, mustSay } from "./commandPlace";

/** Where it was written. */
export interface CommandPlace {
  readonly session: Session;
  readonly router: Router;
  readonly channel: Channel;
}

export type CommandOutcome =
  /** @param said What the person is told; null: they see what it did. */
  | { readonly kind: "done"; readonly said: string | null }
  /** Goes where the command was written. */
  | { readonly kind: "message"; readonly text: string }
  | { readonly kind: "wrong"; readonly text: string };

type Run = (place: CommandPlace, rest: string) => CommandOutcome | Promise<CommandOutcome>;

/** Does what the command says. What the server refuses is thrown. */
export async function runCommand(place: CommandPlace, { name, rest }: Command): Promise<CommandOutcome> {
  if (rest === "" && mustSay.has(name)) {
    return usage(name);
  }
  const { me } = place.session;
  const role = me.peek().workspaces.find(({ id }) => id === workspaceOf(place))?.role;
  // What is on already is no mistake to say again.
  const isMute = name === "mute" || name === "unmute";
  return isMute || commandsFor(place.channel, role).includes(name)
    ? await runs[name](place, rest)
    : wrong(laterMessages.commands.notHere(name));
}

const shrug = "¯\\\\\\_(ツ)\\_/¯";

const runs: Readonly<Record<CommandName, Run>> = {
  active: async ({ session }) => {
    await setAvailability(session, "automatic", null);
    return done(laterMessages.commands.done.active);
  },
  away: async ({ session }) => {
    await setAvailability(session, "away", null);
    return done(laterMessages.commands.done.away);
  },
  dnd: async ({ session }, rest) => {
    if (rest === "off") {
      await setAvailability(session, "automatic", null);
      return done(laterMessages.commands.done.active);
    }
    const ms = lengthMs(rest);
    if (rest !== "" && ms === null) {
      return usage("dnd");
    }
    const endsAt = ms === null ? null : new Date(Date.now() + ms).toISOString();
    await setAvailability(session, "do-not-disturb", endsAt);
    return done(endsAt === null ? laterMessages.commands.done.dnd : laterMessages.commands.done.dndUntil(formatUntil(endsAt)));
  },
  invite: async (place, rest) => {
    const names = namesOf(rest, "@");
    if (names === null) {
      return usage("invite");
    }
    // All or none: half of a list is hard to say again.
    const people = names.map((name) => findPerson(place, name));
    const missing = names[people.indexOf(undefined)];
    if (missing !== undefined) {
      return wrong(laterMessages.commands.nobody(missing));
    }
    for (const person of people) {
      await addMember(place.session.http, place.channel.id, person?.accountId ?? "");
    }
    return done(laterMessages.commands.done.invited(people.map((person) => person?.displayName ?? "")));
  },
  join: async (place, rest) => {
    const [name, ...more] = namesOf(rest, "#") ?? [];
    if (name === undefined || more.length > 0) {
      return usage("join");
    }
    const found = await findChannel(place, name);
    if (found === null) {
      return wrong(laterMessages.commands.noChannel(name));
    }
    if (!found.isMember) {
      await joinChannel(place.session, found.id);
    }
    place.router.go(urls.channel(workspaceOf(place), found.id));
    return done(null);
  },
  keys: ({ router }) => {
    router.open("shortcuts");
    return done(null);
  },
  me: (_, rest) => message(`_${rest.replaceAll("_", "\\_")}_`),
  msg: async (place, rest) => {
    const [, word = "", text = ""] = /^(\S+)(?:\s+([\s\S]*))?$/u.exec(rest) ?? [];
    const [name] = namesOf(word, "@") ?? [];
    if (name === undefined) {
      return usage("msg");
    }
    const person = findPerson(place, name);
    if (person === undefined) {
      return wrong(laterMessages.commands.nobody(name));
    }
    const channel = await openDirect(place, workspaceOf(place), person.accountId);
    if (text !== "") {
      place.session.outbox.write(channel.id, text);
    }
    return done(null);
  },
  mute: async (place) => {
    await setLevel(place, "nothing");
    return done(laterMessages.commands.done.muted);
  },
  search: (place, rest) => {
    place.router.go(urls.search(workspaceOf(place), { q: rest, kind: "messages", sort: "relevance" }));
    return done(null);
  },
  shrug: (_, rest) => message(`${rest} ${shrug}`.trim()),
  status: async ({ session }, rest) => {
    if (rest === "") {
      await deleteStatus(session.http);
      session.updateMyAccount({ status: null });
      return done(laterMessages.commands.done.statusCleared);
    }
    const status = await putStatus(session.http, { ...statusOf(rest), endsAt: null });
    session.updateMyAccount({ status });
    return done(laterMessages.commands.done.status(`${status.emoji ?? ""} ${status.text}`.trim()));
  },
  topic: async ({ session, channel }, rest) => {
    channel.update(await updateChannel(session.http, channel.id, { topic: rest }));
    return done(laterMessages.commands.done.topic);
  },
  unmute: async (place) => {
    await setLevel(place, "default");
    return done(laterMessages.commands.done.unmuted);
  },
};

const done = (said: string | null): CommandOutcome => ({ kind: "done", said });
const message = (text: string): CommandOutcome => ({ kind: "message", text });
const wrong = (text: string): CommandOutcome => ({ kind: "wrong", text });
const usage = (name: CommandName): CommandOutcome =>
  wrong(laterMessages.commands.usage(`/${name} ${laterMessages.commands.arguments[name]}`));

const workspaceOf = ({ channel }: CommandPlace): string => channel.info.peek().workspaceId;

async function setAvailability(session: Session, mode: AvailabilityMode, endsAt: string | null): Promise<void> {
  const availability = await putAvailability(session.http, { mode, endsAt });
  session.updateMyAccount({ availability: mode === "automatic" ? null : availability });
}

async function setLevel({ session, channel }: CommandPlace, level: NotificationLevel): Promise<void> {
  channel.notify(await putChannelNotifications(session.http, channel.id, { ...channel.notifications.peek(), level }));
  session.notificationsChanged();
}

function findPerson(place: CommandPlace, username: string): MemberDto | undefined {
  return [...place.session.peopleOf(workspaceOf(place)).byId.peek().values()].find((person) => person.username.toLowerCase() === username);
}

/** One's own channels first: who may not browse finds those. */
async function findChannel(place: CommandPlace, name: string): Promise<{ readonly id: string; readonly isMember: boolean } | null> {
  const { session } = place;
  const workspaceId = workspaceOf(place);
  const isIt = (info: { readonly name: string; readonly workspaceId: string }) =>
    info.workspaceId === workspaceId && info.name.toLowerCase() === name;
  const own = session.channels.joined.peek().find(({ info }) => info.peek().visibility !== "direct" && isIt(info.peek()));
  if (own !== undefined) {
    return { id: own.id, isMember: true };
  }
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof getChannels>> = await getChannels(session.http, workspaceId, cursor, false);
    const found = page.channels.find(isIt);
    if (found !== undefined) {
      return found;
    }
    ({ cursor } = page);
  } while (cursor !== null);
  return null;
}
