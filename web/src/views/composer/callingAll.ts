import { callsAll, type channelWord, type hereWord, mentionTokens } from "../../core/mentions/mentionTokens";
import { parser } from "../../ui/markdown/parser";
import { plainTexts } from "../../ui/markdown/withMarks";

/** Whether the message calls everyone, or everyone who is online; null: neither, or the Markdown cannot be read yet. */
export function callingAll(text: string): typeof channelWord | typeof hereWord | null {
  const parse = parser.value;
  if (parse === null || !text.includes("@")) {
    return null;
  }
  const calls = plainTexts(parse(text)).flatMap((plain) => mentionTokens(plain).map(callsAll));
  return calls.includes("channel") ? "channel" : (calls.find((call) => call !== null) ?? null);
}
