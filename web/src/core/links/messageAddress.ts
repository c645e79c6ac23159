export interface MessageAddress {
  readonly workspaceId: string;
  readonly channelId: string;
  readonly seq: number;
}

const id = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const address = new RegExp(`(https?://[^/\\s<>()]+)/w/(${id})/c/(${id})(?:/|\\?thread=)([1-9][0-9]{0,14})(?![0-9A-Za-z/])`, "g");

/** The messages of this server that a text leads to, each once, in their order. */
export function messageAddresses(text: string, origins: readonly string[]): readonly MessageAddress[] {
  const found = new Map<string, MessageAddress>();
  for (const [, host, workspaceId = "", channelId = "", seq = ""] of text.matchAll(address)) {
    if (host !== undefined && origins.includes(host)) {
      found.set(`${channelId}/${seq}`, { workspaceId, channelId, seq: Number(seq) });
    }
  }
  return [...found.values()];
}

/** A message as a quotation: each line of it, with the address where it stands. One that is only files has none. */
export function quoteOf(text: string, link: string): string {
  if (text === "") {
    return `${link}\n`;
  }
  return `${text
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n")}\n\n${link}\n`;
}
