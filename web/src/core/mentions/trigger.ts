/** What is being typed at the caret that a list of names can complete. */
export interface Trigger {
  readonly kind: "@" | "#";
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
    if (sign === "@" || sign === "#") {
      const isAlone = from === 0 || !ofAddress.test(text[from - 1] ?? "");
      return isAlone && !isInCode(text.slice(0, from)) ? { kind: sign, from, to: caret, typed: text.slice(from + 1, caret) } : null;
    }
  }
  return null;
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
  const inserted = `${trigger.kind}${name}${/^\s/u.test(rest) ? "" : " "}`;
  const caret = trigger.from + trigger.kind.length + name.length + 1;
  return { text: text.slice(0, trigger.from) + inserted + rest, caret };
}
