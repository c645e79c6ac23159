import type { Literal, PhrasingContent, Root, RootContent } from "mdast";

/** A part of a text that is shown as a mark of its own: a name that calls someone. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  /** It calls the reader. */
  readonly isMine: boolean;
  /** What shows whom it calls; null: it is everyone, or nothing is there to be shown. */
  readonly target: MarkTarget | null;
}

/** Where a name leads to. */
export interface MarkTarget {
  /** What the pointer is told of it; null: nothing. */
  readonly title: string | null;
  /** For a tab of its own. */
  readonly href: string;
  readonly show: () => void;
}

/** Finds the marks in a text that stands outside code, links and quotations, in their order. */
export type Marker = (text: string) => readonly Mark[];

export interface Marked extends Literal, Pick<Mark, "isMine" | "target"> {
  readonly type: "marked";
}

declare module "mdast" {
  interface PhrasingContentMap {
    marked: Marked;
  }
  interface RootContentMap {
    marked: Marked;
  }
}

/** The same tree with its marks. The one that is kept for the text stays as it is. */
export function withMarks(root: Root, mark: Marker): Root {
  return { ...root, children: root.children.map((node) => marked(node, mark)) };
}

/** Every text that stands outside code, links and quotations. */
export function plainTexts(root: Root): readonly string[] {
  const texts: string[] = [];
  withMarks(root, (text) => {
    texts.push(text);
    return [];
  });
  return texts;
}

function marked<T extends RootContent>(node: T, mark: Marker): T {
  if (!("children" in node) || node.type === "link" || node.type === "blockquote") {
    return node;
  }
  const children = (node.children as readonly RootContent[]).flatMap((child) =>
    child.type === "text" ? split(child.value, mark) : [marked(child, mark) as PhrasingContent],
  );
  return { ...node, children } as T;
}

function split(text: string, mark: Marker): readonly PhrasingContent[] {
  const parts: PhrasingContent[] = [];
  let at = 0;
  for (const { from, to, isMine, target } of mark(text)) {
    parts.push({ type: "text", value: text.slice(at, from) }, { type: "marked", value: text.slice(from, to), isMine, target });
    at = to;
  }
  parts.push({ type: "text", value: text.slice(at) });
  return parts;
}
