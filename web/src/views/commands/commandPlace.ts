import type { WorkspaceRole } from "../../contracts";
import type { Channel } from "../../core/channels/channel";
import { type CommandName, commandNames } from "../../core/commands/command";
import { mayAddMembers, mayEditTopic } from "../permissions";

/** What can be left out behind the name; the names that are missing here stand alone. */
export const mustSay: ReadonlySet<CommandName> = new Set(["invite", "join", "me", "msg", "search", "topic"]);

/** The commands that can do something in the channel. */
export function commandsFor(channel: Channel, role: WorkspaceRole | undefined): readonly CommandName[] {
  const info = channel.info.value;
  const missing: readonly CommandName[] = [
    ...(mayEditTopic(role, info) ? [] : (["topic"] as const)),
    ...(mayAddMembers(role, info) ? [] : (["invite"] as const)),
    channel.notifications.value.level === "nothing" ? "mute" : "unmute",
  ];
  return commandNames.filter((name) => !missing.includes(name));
}
