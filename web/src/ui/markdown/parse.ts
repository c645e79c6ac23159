import type { Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmAutolinkLiteralFromMarkdown } from "mdast-util-gfm-autolink-literal";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { gfmAutolinkLiteral } from "micromark-extension-gfm-autolink-literal";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import { isIntricate } from "./intricate";

/**
 * Not part of chat: HTML is shown as written; definitions would make text disappear; a line of dashes must not turn the
 * sentence above it into a heading, nor a pasted indent a sentence into code.
 */
const chatRules = { disable: { null: ["htmlFlow", "htmlText", "definition", "setextUnderline", "codeIndented"] } };

const syntax = [gfmAutolinkLiteral(), gfmStrikethrough(), gfmTable(), gfmTaskListItem(), chatRules];

// Its transform looks for addresses a second time with a regular expression that backtracks; the tokenizer found them already.
const { transforms: _, ...autolinkTree } = gfmAutolinkLiteralFromMarkdown();

const tree = [autolinkTree, gfmStrikethroughFromMarkdown(), gfmTableFromMarkdown(), gfmTaskListItemFromMarkdown()];

const kept = 400;
const parsed = new Map<string, Root>();

/** The tree of a message's Markdown. The last few hundred are kept: rows come and go while one scrolls. */
export function parse(text: string): Root {
  const known = parsed.get(text);
  if (known !== undefined) {
    return known;
  }
  const root = isIntricate(text) ? asWritten(text) : fromMarkdown(text, { extensions: syntax, mdastExtensions: tree });
  if (parsed.size >= kept) {
    const oldest = parsed.keys().next();
    if (!oldest.done) {
      parsed.delete(oldest.value);
    }
  }
  parsed.set(text, root);
  return root;
}

function asWritten(text: string): Root {
  return { type: "root", children: [{ type: "paragraph", children: [{ type: "text", value: text }] }] };
}
