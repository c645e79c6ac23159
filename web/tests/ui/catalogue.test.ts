import { readFileSync } from "node:fs";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Catalogue, languages, speak, spokenCatalogue, tongueOf } from "../../src/ui/language";
import { laterMessages } from "../../src/ui/laterMessages";
import { formatDate, formatFull, formatList, formatNumber, formatSize, formatTime, setLocale } from "../../src/ui/locale";
import { messages } from "../../src/ui/messages";
import { pl } from "../../src/ui/pl";

const english = { messages, later: laterMessages };
const atMs = Date.UTC(2026, 10, 23, 15, 4);

beforeAll(() => {
  const html = { lang: "en" };
  Object.assign(globalThis, { document: { documentElement: html } });
});

afterEach(async () => {
  await speak({ language: "en", locale: "en" }, "auto");
});

describe("the language that is spoken", () => {
  test.each([
    ["auto", ["pl-PL", "en"], "pl", "pl-PL"],
    ["auto", ["de-DE", "en-GB"], "en", "en-GB"],
    ["auto", ["de-DE"], "en", "en"],
    ["auto", ["de", "pl", "en-US"], "pl", "pl"],
    ["pl", ["en-US"], "pl", "pl"],
    ["en", ["pl-PL", "en-GB"], "en", "en-GB"],
    ["tlh", ["pl"], "pl", "pl"],
    ["constructor", [], "en", "en"],
  ])("%s with a browser of %j is %s, written as in %s", (chosen, preferred, language, locale) => {
    expect(tongueOf(chosen, preferred)).toEqual({ language, locale });
  });

  test("Another language takes the place of all texts, and English comes back", async () => {
    await speak({ language: "pl", locale: "pl" }, "auto");
    expect([messages.common.cancel, laterMessages.gate.signIn, document.documentElement.lang]).toEqual(["Anuluj", "Zaloguj się", "pl"]);
    expect(spokenCatalogue()).toBe(pl);

    await speak({ language: "en", locale: "en" }, "auto");
    expect([messages.common.cancel, laterMessages.gate.signIn, document.documentElement.lang]).toEqual(["Cancel", "Sign in", "en"]);
    expect(spokenCatalogue()).toBeNull();
  });
});

describe("Polish", () => {
  const { channel, timeline, sidebar } = pl.messages;

  test.each([
    [0, "0 osób", "0 nowych wiadomości"],
    [1, "1 osoba", "1 nowa wiadomość"],
    [2, "2 osoby", "2 nowe wiadomości"],
    [4, "4 osoby", "4 nowe wiadomości"],
    [5, "5 osób", "5 nowych wiadomości"],
    [12, "12 osób", "12 nowych wiadomości"],
    [14, "14 osób", "14 nowych wiadomości"],
    [21, "21 osób", "21 nowych wiadomości"],
    [22, "22 osoby", "22 nowe wiadomości"],
    [112, "112 osób", "112 nowych wiadomości"],
    [1.5, "1,5 osoby", "1,5 nowej wiadomości"],
  ])("%s has its form", (count, members, newMessages) => {
    setLocale("pl", "auto");
    expect([channel.members(count), timeline.newMessages(count)]).toEqual([members, newMessages]);
  });

  test("A part of the sentence besides the noun takes its form too", () => {
    setLocale("pl", "auto");
    expect([sidebar.markedAllRead(1), sidebar.markedAllRead(3), sidebar.markedAllRead(5)]).toEqual([
      "Oznaczono jako przeczytaną: 1 rozmowa.",
      "Oznaczono jako przeczytane: 3 rozmowy.",
      "Oznaczono jako przeczytane: 5 rozmów.",
    ]);
  });

  test("No text was left in English", () => {
    const same = textsOf(english)
      .filter(([path, text]) => get(pl, path) === text && /\p{L}{3}/u.test(text))
      .map(([path]) => path)
      // Keys, and what is typed into the search.
      .filter((path) => !/^later\.(?:shortcuts\.rows\.\d+\.1|search\.tips\.\d+\.0)/.test(path));
    expect(same).toEqual([
      "messages.appName",
      "messages.presence.online",
      "messages.presence.offline",
      "later.status.status",
      "later.reactions.grid",
      "later.emoji.completions",
      "later.commands.arguments.dnd",
    ]);
  });

  test("Every code of the server has its words", () => {
    const catalogue = readFileSync(new URL("../../../src/Parley.Contracts/ErrorCodes.cs", import.meta.url), "utf8");
    const codes = [...catalogue.matchAll(/public const string \w+ = "([^"]+)"/g)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(20);
    expect(Object.keys(pl.problems).sort()).toEqual(codes.sort());
  });
});

describe("numbers, lists and times", () => {
  test.each([
    ["en-US", "auto", /^3:04 PM$/, "12,345.5", "Ana, Ben, and Cleo", /^1\.5 GB$/],
    ["en-GB", "auto", /^15:04$/, "12,345.5", "Ana, Ben and Cleo", /^1\.5 GB$/],
    ["pl", "auto", /^15:04$/, "12 345,5", "Ana, Ben i Cleo", /^1,5 GB$/],
    ["pl", "12h", /^3:04 PM$/, "12 345,5", "Ana, Ben i Cleo", /^1,5 GB$/],
    ["en-US", "24h", /^15:04$/, "12,345.5", "Ana, Ben, and Cleo", /^1\.5 GB$/],
  ] as const)("%s with the clock %s", (locale, clock, time, number, list, size) => {
    setLocale(locale, clock);
    expect(formatTime(atMs, "UTC").replace(/\s/gu, " ")).toMatch(time);
    expect(formatNumber(12345.5).replace(/\s/gu, " ")).toBe(number);
    expect(formatList(["Ana", "Ben", "Cleo"])).toBe(list);
    expect(formatSize(1.5, "gigabyte").replace(/\s/gu, " ")).toMatch(size);
  });

  test("Midnight by the 24-hour clock is 00:04", () => {
    setLocale("en-US", "24h");
    expect(formatTime(Date.UTC(2026, 0, 1, 0, 4), "UTC")).toBe("00:04");
  });

  test("Dates are of the language", () => {
    setLocale("pl", "auto");
    expect(formatDate(atMs)).toBe("23 lis 2026");
    expect(formatFull(atMs)).toMatch(/^poniedziałek, 23 listopada 2026/);
  });
});

test("Every language is named by itself", () => {
  for (const [tag, name] of Object.entries(languages)) {
    expect(new Intl.DisplayNames(tag, { type: "language" }).of(tag)?.toLowerCase()).toBe(name.toLowerCase());
  }
});

type Path = string;

function textsOf(value: unknown, path: Path = ""): readonly (readonly [Path, string])[] {
  if (typeof value === "string") {
    return [[path, value]];
  }
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => textsOf(inner, path === "" ? key : `${path}.${key}`))
    : [];
}

function get(catalogue: Catalogue, path: Path): unknown {
  // Names such as "has:file" hold no dot.
  return path.split(".").reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], catalogue);
}

test("The sheet of shortcuts names the same keys in every language", () => {
  expect(pl.later.shortcuts.rows.map(([, keys]) => keys)).toEqual(laterMessages.shortcuts.rows.map(([, keys]) => keys));
});
