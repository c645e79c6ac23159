import type { ProblemCode } from "../contracts/problems";
import type { LaterMessages } from "./laterMessages";
import { type ClockChoice, setLocale } from "./locale";
import { type Messages, setMessages } from "./messages";

/** What the client speaks, each language by its own name. */
export const languages = { en: "English", pl: "Polski" } as const;

export type Language = keyof typeof languages;

/** Everything that is said in a language that is not English, whose texts are in messages.ts and laterMessages.ts. */
export interface Catalogue {
  readonly messages: Messages;
  readonly later: LaterMessages;
  /** What to say of an answer of the server with this code; the server itself speaks English. */
  readonly problems: Readonly<Record<ProblemCode, string>>;
}

const catalogues: Readonly<Record<Exclude<Language, "en">, () => Promise<Catalogue>>> = {
  pl: async () => (await import("./pl")).pl,
};

let spoken: Catalogue | null = null;
let spokenNow: Language = "en";
const listeners: ((catalogue: Catalogue | null) => void)[] = [];

export function spokenLanguage(): Language {
  return spokenNow;
}

/** null: English. */
export function spokenCatalogue(): Catalogue | null {
  return spoken;
}

/** Told of each other language, for as long as the page lives. */
export function whenSpoken(listener: (catalogue: Catalogue | null) => void): void {
  listeners.push(listener);
}

export interface Tongue {
  readonly language: Language;
  /** The language as one's country writes dates and numbers, where the browser says so. */
  readonly locale: string;
}

/** @param chosen A language, or "auto": the first of the browser's that there is. @param preferred The browser's, best first. */
export function tongueOf(chosen: string, preferred: readonly string[]): Tongue {
  const spokenHere = preferred.filter((tag) => isLanguage(baseOf(tag)));
  const first = spokenHere[0] ?? "en";
  const language = isLanguage(chosen) ? chosen : baseOf(first);
  return isLanguage(language)
    ? { language, locale: spokenHere.find((tag) => baseOf(tag) === language) ?? language }
    : { language: "en", locale: "en" };
}

/** From here on texts, dates and numbers are of this language. What is on the page already has to be shown anew. */
export async function speak({ language, locale }: Tongue, clock: ClockChoice): Promise<void> {
  const catalogue = language === "en" ? null : await catalogues[language]();
  spoken = catalogue;
  spokenNow = language;
  setMessages(catalogue?.messages ?? null);
  setLocale(locale, clock);
  for (const listener of listeners) {
    listener(catalogue);
  }
  document.documentElement.lang = language;
}

function baseOf(tag: string): string {
  return tag.split("-")[0]?.toLowerCase() ?? "";
}

function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag);
}
