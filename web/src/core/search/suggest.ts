import { rank } from "../rank";

export interface Named {
  readonly id: string;
  /** What is written behind the operator. */
  readonly value: string;
  /** What is shown, and looked through. */
  readonly name: string;
}

export interface Suggestion {
  readonly kind: "operator" | "person" | "channel" | "recent";
  readonly id: string;
  /** What is written, such as `from:ana`. */
  readonly value: string;
  readonly name: string;
  /** The text with it, and where the writing goes on. */
  readonly text: string;
  readonly caret: number;
}

export interface Known {
  readonly people: readonly Named[];
  readonly channels: readonly Named[];
  readonly recent: readonly string[];
}

/** Every operator with the values that it may have; those without go on with what is typed. */
export const operators: readonly string[] = [
  "from:",
  "in:",
  "has:file",
  "has:image",
  "has:link",
  "has:reaction",
  "has:pin",
  "is:thread",
  "before:",
  "after:",
  "on:",
];

const most = 8;

/** What the word that is being written may become; of an empty box, what was searched for last. */
export function suggest(text: string, caret: number, known: Known): readonly Suggestion[] {
  if (text.trim() === "") {
    return known.recent.map((value) => ({ kind: "recent", id: value, value, name: value, text: value, caret: value.length }));
  }
  const before = text.slice(0, caret);
  const start = before.search(/\S+$/);
  if (start === -1 || /^\S/.test(text.slice(caret))) {
    return [];
  }
  const word = before.slice(start);
  const minus = word.startsWith("-") ? "-" : "";
  const typed = word.slice(minus.length);
  const put = (value: string, goesOn: boolean) => {
    const written = text.slice(0, start) + minus + value + (goesOn ? "" : " ");
    return { text: written + text.slice(caret).trimStart(), caret: written.length };
  };
  const [, operator, value] = /^(from|in):(.*)$/i.exec(typed) ?? [];
  if (operator !== undefined && value !== undefined) {
    const isPerson = operator.toLowerCase() === "from";
    const candidates = (isPerson ? known.people : known.channels).map((one) => ({ ...one, unread: 0 }));
    return rank(candidates, value, [], most).map((one) => {
      const whole = `${operator.toLowerCase()}:${one.value}`;
      return { kind: isPerson ? "person" : "channel", id: one.id, value: minus + whole, name: one.name, ...put(whole, false) };
    });
  }
  if (typed === "") {
    return [];
  }
  return operators
    .filter((one) => one.startsWith(typed.toLowerCase()) && one !== typed.toLowerCase())
    .slice(0, most)
    .map((one) => ({ kind: "operator", id: one, value: minus + one, name: minus + one, ...put(one, one.endsWith(":")) }));
}
