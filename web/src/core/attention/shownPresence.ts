import type { AvailabilityDto, PresenceStatus } from "../../contracts";

export type ShownPresence = PresenceStatus | "dnd";

/** What is shown of whether someone is there: what they said goes before what their clients say, unless none is there. */
export function shownPresence(status: PresenceStatus, availability: AvailabilityDto | null | undefined): ShownPresence {
  if (status === "offline" || availability == null) {
    return status;
  }
  return availability.mode === "do-not-disturb" ? "dnd" : availability.mode === "away" ? "away" : status;
}
