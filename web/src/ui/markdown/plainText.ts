import type { Nodes, Root } from "mdast";
import type { TextRangeDto } from "../../contracts";

interface Plain {
  readonly text: string;
  readonly ranges: readonly TextRangeDto[];
}

/**
 * What a reader sees of a message, without the signs of its Markdown, for where it stands on a line or two; and where in it the ranges of what was written are.
 * A message that is found by what no reader sees, as by where a link leads to, stays as it was written: it should show why it was found.
 */
export function plainText(written: string, root: Root, ranges: readonly TextRangeDto[] = []): Plain {
  let text = "";
  const shown: TextRangeDto[] = [];
  const add = (value: string, node: Nodes) => {
    const from = node.position?.start.offset ?? 0;
    const to = node.position?.end.offset ?? written.length;
    // Behind what opens it, such as a backtick; a block of code may have a language before it that reads the same.
    let at = node.type === "code" ? written.lastIndexOf(value, to - value.length) : written.indexOf(value, from);
    const isVerbatim = at >= from && at + value.length <= to;
    let searched = 0;
    for (const { start, length } of ranges) {
      if (start < from || start >= to) {
        continue;
      }
      if (!isVerbatim) {
        // With escapes or character references in it: the next of its kind.
        at = value.indexOf(written.slice(start, start + length), searched);
        if (at !== -1) {
          shown.push({ start: text.length + at, length });
          searched = at + length;
        }
      } else if (start >= at && start < at + value.length) {
        shown.push({ start: text.length + start - at, length: Math.min(length, at + value.length - start) });
      }
    }
    text += value;
  };
  const visit = (node: Nodes) => {
    switch (node.type) {
      case "text":
      case "inlineCode":
      case "code":
      case "html":
        add(node.value, node);
        break;
      case "break":
        text += "\n";
        break;
      case "image":
        add(node.alt ?? "", node);
        break;
      default:
        if ("children" in node) {
          node.children.forEach((child, index) => {
            text += index === 0 ? "" : between(child);
            visit(child);
          });
        }
    }
  };
  visit(root);
  return shown.length === ranges.length ? { text, ranges: shown } : { text: written, ranges };
}

/** Phrases stand beside each other, cells apart, all else on lines of its own. */
function between(node: Nodes): string {
  switch (node.type) {
    case "tableCell":
      return " ";
    case "paragraph":
    case "heading":
    case "blockquote":
    case "list":
    case "listItem":
    case "code":
    case "table":
    case "tableRow":
    case "thematicBreak":
      return "\n";
    default:
      return "";
  }
}
