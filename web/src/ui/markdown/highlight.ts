import highlighter from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import csharp from "highlight.js/lib/languages/csharp";
import css from "highlight.js/lib/languages/css";
import diff from "highlight.js/lib/languages/diff";
import go from "highlight.js/lib/languages/go";
import java from "highlight.js/lib/languages/java";
import javascript from "highlight.js/lib/languages/javascript";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import rust from "highlight.js/lib/languages/rust";
import sql from "highlight.js/lib/languages/sql";
import typescript from "highlight.js/lib/languages/typescript";
import xml from "highlight.js/lib/languages/xml";
import yaml from "highlight.js/lib/languages/yaml";

const languages = { bash, csharp, css, diff, go, java, javascript, json, python, rust, sql, typescript, xml, yaml };

for (const [name, language] of Object.entries(languages)) {
  highlighter.registerLanguage(name, language);
}

/** A piece of code with what it is: `keyword`, `string`; null for plain text. */
export interface CodeToken {
  readonly scope: string | null;
  readonly text: string;
}

interface ScopeNode {
  readonly scope?: string;
  readonly children: readonly (string | ScopeNode)[];
}

/** highlight.js offers HTML; its own tree is read instead, so that no HTML string is ever near the page. */
export function highlight(language: string, text: string): readonly CodeToken[] {
  if (highlighter.getLanguage(language) === undefined) {
    return [{ scope: null, text }];
  }
  const tokens: CodeToken[] = [];
  collect(highlighter.highlight(text, { language, ignoreIllegals: true })._emitter as unknown as { rootNode: ScopeNode }, tokens);
  return tokens;
}

function collect(emitter: { readonly rootNode: ScopeNode }, tokens: CodeToken[]): void {
  const walk = (node: ScopeNode, scope: string | null) => {
    for (const child of node.children) {
      if (typeof child === "string") {
        tokens.push({ scope, text: child });
      } else {
        walk(child, child.scope?.split(".")[0] ?? scope);
      }
    }
  };
  walk(emitter.rootNode, null);
}
