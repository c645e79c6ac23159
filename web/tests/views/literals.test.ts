import { describe, expect, test } from "vitest";
import { type Node, placeOf, type Source, sourcesOf, walk } from "../support/sources";

const views = sourcesOf(".tsx");

/** What people hear or read of an element besides its content, and what our own components show. */
const spoken = /^(?:aria-label|aria-description|aria-valuetext|aria-roledescription|title|placeholder|alt|label|text|hint|action|summary)$/;

/** Signs of buttons, names of keys, and a name. */
const notWords = /^(?:(?:[A-Z⌘⇧⌥<>@#]|Parley|Ctrl|Shift|Alt|Enter|Esc|Tab)\s?)+$/;

function isText(value: unknown): value is string {
  return typeof value === "string" && /\p{L}/u.test(value) && !notWords.test(value.trim());
}

/** The texts that a view would show in one language only. */
function literalsOf(source: Source): readonly string[] {
  const found: string[] = [];
  const say = (node: Node, text: string) => found.push(`${placeOf(source, node)} ${text.trim()}`);
  walk(source, (node, parents) => {
    if (node.type === "JSXText" && isText(node["value"])) {
      say(node, node["value"]);
    } else if (isShown(node, parents)) {
      for (const text of textsOf(node)) {
        say(node, text);
      }
    }
  });
  return found;
}

function isShown(node: Node, parents: readonly Node[]): boolean {
  if (node.type !== "Literal" && node.type !== "TemplateLiteral") {
    return false;
  }
  const at = parents.findLastIndex(
    ({ type }) => type !== "JSXExpressionContainer" && type !== "ConditionalExpression" && type !== "LogicalExpression",
  );
  const outer = parents[at];
  const inner = parents[at + 1] ?? node;
  if (outer?.type === "JSXAttribute") {
    return spoken.test(String((outer["name"] as Node)["name"]));
  }
  // A condition's test is not shown.
  const isTested = parents.slice(at + 1).some((parent, index) => parent["test"] === (parents[at + 2 + index] ?? node));
  return (outer?.type === "JSXElement" || outer?.type === "JSXFragment") && inner !== outer["openingElement"] && !isTested;
}

function textsOf(node: Node): readonly string[] {
  return node.type === "Literal"
    ? [node["value"]].filter(isText)
    : (node["quasis"] as readonly Node[]).map((part) => (part["value"] as { readonly cooked: unknown }).cooked).filter(isText);
}

describe("texts in views", () => {
  test("No view has a text of its own: all are in the catalogue", () => {
    expect(views.length).toBeGreaterThan(80);
    expect(views.flatMap(literalsOf)).toEqual([]);
  });

  test("The check sees texts, labels and both sides of a condition", () => {
    const text =
      'export const A = (p: { a: boolean }) => <p title="Close it" class="x">Hello {p.a ? "yes" : `no`}<b aria-label={"Go"} /></p>;';
    expect(literalsOf({ path: "A.tsx", text }).map((line) => line.replace("A.tsx:1 ", ""))).toEqual([
      "Close it",
      "Hello",
      "yes",
      "no",
      "Go",
    ]);
  });

  test("A text is read where it is shown: what is kept from before would stay in the language of before", () => {
    const kept: string[] = [];
    for (const source of sourcesOf(".ts", ".tsx")) {
      walk(source, (node, parents) => {
        const object = node["object"] as Node | undefined;
        const isRead =
          node.type === "MemberExpression" && object?.type === "Identifier" && /^(?:messages|laterMessages)$/.test(String(object["name"]));
        if (isRead && !parents.some(({ type }) => /Function|MethodDefinition|PropertyDefinition/.test(type))) {
          kept.push(placeOf(source, node));
        }
      });
    }
    expect(kept).toEqual([]);
  });
});

describe("styles", () => {
  const physical =
    /(?:^|[;{\s])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?|left|right|border-(?:top|bottom)-(?:left|right)-radius|float|clear)\s*:|text-align\s*:\s*(?:left|right)/g;

  test("Sides are those of the writing, so that a page in Arabic or Hebrew is its mirror", () => {
    const found = sourcesOf(".css").flatMap(({ path, text }) => {
      const rules = text.replaceAll(/\/\*[\s\S]*?\*\//g, "");
      return [...rules.matchAll(physical)].map(([match]) => `${path}: ${match.trim()}`);
    });
    expect(found).toEqual([]);
  });
});
