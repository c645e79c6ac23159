/** What a message that begins with a slash and one of these words does, in place of being sent. */
export const commandNames = [
  "active",
  "away",
  "dnd",
  "invite",
  "join",
  "keys",
  "me",
  "msg",
  "mute",
  "search",
  "shrug",
  "status",
  "topic",
  "unmute",
] as const;
export type CommandName = (typeof commandNames)[number];

export interface Command {
  readonly name: CommandName;
  /** What stands behind the name, without space around it. */
  readonly rest: string;
}

/** Commands that are a message in other words. */
export const saidCommands: ReadonlySet<CommandName> = new Set(["me", "shrug"]);

/** null: a message. Nothing is lost to a word that is no command, such as the path `/etc/hosts`, and a space before the slash makes a message of any text. */
export function parseCommand(text: string): Command | null {
  const [, word, rest = ""] = /^\/([a-z]+)(?:\s+([\s\S]*))?$/iu.exec(text) ?? [];
  const name = commandNames.find((known) => known === word?.toLowerCase());
  return name === undefined ? null : { name, rest: rest.trim() };
}
