import { formatNumber } from "../locale";

const rules = new Intl.PluralRules("pl");

/** Polish has four forms: 1 plik; 2, 3, 4, 22 pliki; 0, 5, 12 plików; 1,5 pliku. */
export function form(count: number, one: string, few: string, many: string, other: string): string {
  switch (rules.select(count)) {
    case "one":
      return one;
    case "few":
      return few;
    case "many":
      return many;
    default:
      return other;
  }
}

/** The number, and the word in its form. */
export function plural(count: number, one: string, few: string, many: string, other: string): string {
  return `${formatNumber(count)} ${form(count, one, few, many, other)}`;
}
