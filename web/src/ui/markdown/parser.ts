import { signal } from "@preact/signals";
import type { Root } from "mdast";

/** Reads a message's Markdown; null while its code is on the way, when texts are shown as they were written. */
export const parser = signal<((text: string) => Root) | null>(null);

/** Called as the page starts, so that the parser loads while the server is asked for messages. */
export async function loadParser(): Promise<void> {
  const { parse } = await import("./parse");
  parser.value = parse;
}
