import { formatNumber } from "./locale";

const english = new Intl.PluralRules("en");

/** English has two forms. */
export function plural(count: number, one: string, other: string): string {
  return `${formatNumber(count)} ${english.select(count) === "one" ? one : other}`;
}
