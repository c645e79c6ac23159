import { expect, test } from "vitest";
import { type Source, sourcesOf } from "../support/sources";

/** The classes that a sheet gives their looks: those whose rule is for nothing but them, wherever they stand. */
function classesOf({ text }: Source): ReadonlySet<string> {
  const rules = text.replaceAll(/\/\*.*?\*\//gs, "").replaceAll(/@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}/g, "");
  const selectors = [...rules.matchAll(/([^{}]+)\{/g)].flatMap(([, list = ""]) => list.split(",").map((selector) => selector.trim()));
  return new Set(selectors.filter((selector) => /^\.[a-z-]+$/.test(selector)));
}

test("What a view brings with it when it is first opened changes no other view", () => {
  const sheets = sourcesOf(".css").map((source) => ({ path: source.path, classes: classesOf(source) }));
  const brought = sheets.filter(({ path }) => !path.includes("ui/styles/"));

  const clashes = brought.flatMap(({ path, classes }) =>
    sheets
      .filter((other) => other.path !== path)
      .flatMap((other) => [...classes].filter((name) => other.classes.has(name)).map((name) => `${name}: ${path}, ${other.path}`)),
  );

  expect(brought.length).toBeGreaterThan(5);
  expect(sheets.length).toBeGreaterThan(brought.length);
  expect(clashes).toEqual([]);
});
