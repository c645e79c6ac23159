import type { AvailabilityDto, ChannelNotificationsDto, NotificationSettingsDto } from "../../contracts";
import { holdQuietHours } from "./quietHours";

/** A message as it comes to one person. */
export interface IncomingMessage {
  readonly own: boolean;
  /** It was posted before, and changed now: what is told once is not told again. */
  readonly edited: boolean;
  /** The person's read marker is past it, of whatever device. */
  readonly read: boolean;
  /** In a direct channel. */
  readonly direct: boolean;
  /** `none`: it shows in the channel, also as a reply that does. */
  readonly reply: "none" | "followed" | "not-followed";
  /** Of several the first of these. Whom `@here` calls was decided when it was posted: for whoever was away it is none. */
  readonly mention: "none" | "name" | "keyword" | "everyone";
}

export interface Circumstances {
  readonly nowMs: number;
  readonly settings: NotificationSettingsDto;
  readonly channel: ChannelNotificationsDto;
  /** null: automatic. */
  readonly availability: AvailabilityDto | null;
  /** The person looks at the very place where it shows. */
  readonly inView: boolean;
}

export interface Decision {
  /** Whether it interrupts the person. */
  readonly notify: boolean;
  /** Whether it counts in the number of what is for the person. */
  readonly badge: boolean;
  /** Whether it is heard. */
  readonly sound: boolean;
  /** Why, or why not. */
  readonly reason: string;
}

/**
 * Whether a message notifies. The server decides by the same rules where nobody looks at a screen (NotificationRules); both are held against
 * tests/vectors/notifications.json.
 */
export function decide(message: IncomingMessage, circumstances: Circumstances): Decision {
  if (message.own || message.read) {
    return { notify: false, badge: false, sound: false, reason: message.own ? "own" : "read" };
  }
  const { channel, settings } = circumstances;
  const calls = channel.ignoresEveryone && message.mention === "everyone" ? "none" : message.mention;
  const isDirect = message.direct && message.reply === "none";
  const isFollowed = message.reply === "followed";
  const badge = calls !== "none" || isFollowed || (isDirect && channel.level !== "nothing");
  const reason = whyNot(message, circumstances, calls !== "none" || isDirect || isFollowed);
  if (reason !== null) {
    return { notify: false, badge, sound: false, reason };
  }
  return { notify: true, badge, sound: settings.sound, reason: why(calls, isDirect, isFollowed) };
}

function whyNot(message: IncomingMessage, circumstances: Circumstances, isForPerson: boolean): string | null {
  const { nowMs, settings, channel, availability, inView } = circumstances;
  const level = channel.level === "default" ? settings.level : channel.level;
  if (message.edited) {
    return "edited";
  }
  if (level === "nothing") {
    return channel.level === "nothing" ? "muted" : "nothing";
  }
  if (isUndisturbed(availability, nowMs)) {
    return "do-not-disturb";
  }
  if (settings.quietHours !== null && holdQuietHours(settings.quietHours, nowMs)) {
    return "quiet-hours";
  }
  if (!isForPerson && (level === "mentions" || message.reply === "not-followed")) {
    return message.mention !== "none" ? "everyone-ignored" : message.reply === "not-followed" ? "thread-not-followed" : "not-for-you";
  }
  return inView ? "in-view" : null;
}

function isUndisturbed(availability: AvailabilityDto | null, nowMs: number): boolean {
  return availability?.mode === "do-not-disturb" && (availability.endsAt === null || Date.parse(availability.endsAt) > nowMs);
}

function why(calls: IncomingMessage["mention"], isDirect: boolean, isFollowed: boolean): string {
  switch (calls) {
    case "name":
      return "mention";
    case "keyword":
    case "everyone":
      return calls;
    default:
      return isDirect ? "direct" : isFollowed ? "thread" : "everything";
  }
}
