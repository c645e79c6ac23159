/** What is being typed at the caret that a list of names can complete. A slash at the very beginning begins the name of a command. */
export interface Trigger {
  readonly kind: "@" | "#" | ":" | "/";
  /** Where its sign stands. */
  readonly from: number;
  /** The caret. */
  readonly to: number;
  /** What stands between the two. */
  readonly typed: string;
}

const longest = 40;
const ofAddress = /[\p{Script=Latin}\p{N}_.\-@/+=&#%]/u;

/** null: nothing to complete. In code, and in addresses, signs are only signs. */
export function triggerAt(text: string, caret: number): Trigger | null {
  for (let from = caret - 1; from >= 0 && caret - from <= longest; from -= 1) {
    const sign = text[from] ?? "";
    if (/\s/u.test(sign)) {
      return null;
    }
    if (sign === ":") {
      return emojiTrigger(text, from, caret);
    }
    if (sign === "/" && from === 0) {
      const typed = text.slice(1, caret);
      return /^[a-z]*$/iu.test(typed) ? { kind: "/", from, to: caret, typed } : null;
    }
    if (sign === "@" || sign === "#") {
      const isAlone = from === 0 || !ofAddress.test(text[from - 1] ?? "");
      return isAlone && !isInCode(text.slice(0, from)) ? { kind: sign, from, to: caret, typed: text.slice(from + 1, caret) } : null;
    }
  }
  return null;
}

/** A colon begins a name only where none ends, no word goes on, as in 12:30 and https://, and two letters follow, unlike in :D and :-). */
function emojiTrigger(text: string, from: number, caret: number): Trigger | null {
  const typed = text.slice(from + 1, caret);
  const isAlone = from === 0 || !/[\p{L}\p{N}:/]/u.test(text[from - 1] ?? "");
  return isAlone && /^[\p{L}\p{N}_+-]{2,}$/u.test(typed) && !isInCode(text.slice(0, from)) ? { kind: ":", from, to: caret, typed } : null;
}

/** Whether what follows the text is code, as far as can be told before it is finished. */
function isInCode(before: string): boolean {
  const lines = before.split("\n");
  const fences = lines.filter((line) => /^\s{0,3}(?:`{3,}|~{3,})/u.test(line)).length;
  const backticks = lines.at(-1)?.split("`").length ?? 1;
  return fences % 2 === 1 || backticks % 2 === 0;
}

/** The text with the name in the trigger's place, and where the caret goes. */
export function complete(text: string, trigger: Trigger, name: string): { readonly text: string; readonly caret: number } {
  const rest = text.slice(trigger.to);
  // An emoji takes the place of its colon, too.
  const word = trigger.kind === ":" ? name : trigger.kind + name;
  const inserted = `${word}${/^\s/u.test(rest) ? "" : " "}`;
  const caret = trigger.from + word.length + 1;
  return { text: text.slice(0, trigger.from) + inserted + rest, caret };
}
