import type { AlignType, PhrasingContent, RootContent, Table } from "mdast";
import { Fragment, type VNode } from "preact";
import { useContext } from "preact/hooks";
import { CustomEmojiImage } from "../CustomEmojiImage";
import { memo } from "../memo";
import { messages } from "../messages";
import { Called } from "./Called";
import { CodeBlock } from "./CodeBlock";
import { CustomEmojiContext, type CustomEmojiUrls, emojiName } from "./customEmoji";
import { parser } from "./parser";
import { safeHref } from "./safeHref";
import { withEmoji } from "./withEmoji";
import { type Marker, withMarks } from "./withMarks";

type Output = string | VNode | null;

/** A message's Markdown as elements. No HTML is ever made from text: what is not known is shown as it was written, or left out. */
export const Markdown = memo(function Markdown({ text, mark }: { readonly text: string; readonly mark?: Marker | undefined }) {
  const parse = parser.value;
  const custom = useContext(CustomEmojiContext);
  if (parse === null) {
    return (
      <p class="as-written" dir="auto">
        {text}
      </p>
    );
  }
  const plain = custom.size === 0 ? parse(text) : withEmoji(parse(text), custom);
  const { children } = mark === undefined ? plain : withMarks(plain, mark);
  const [only] = children;
  if (children.length === 1 && only?.type === "paragraph" && isOnlyEmoji(text, custom)) {
    return (
      <p class="big" dir="auto">
        {inline(only.children)}
      </p>
    );
  }
  return <>{children.map(block)}</>;
});

function block(node: RootContent, key: number): Output {
  switch (node.type) {
    case "paragraph":
      return (
        <p key={key} dir="auto">
          {inline(node.children)}
        </p>
      );
    case "heading": {
      // The page and the channel have the first two levels.
      const Level = (["h3", "h4", "h5"] as const)[Math.min(node.depth, 3) - 1] ?? "h5";
      return (
        <Level key={key} dir="auto">
          {inline(node.children)}
        </Level>
      );
    }
    case "blockquote":
      return (
        <blockquote key={key} dir="auto">
          {node.children.map(block)}
        </blockquote>
      );
    case "list": {
      const items = node.children.map((item, index) => (
        <li key={index} dir="auto">
          {item.checked !== null && item.checked !== undefined && <Task isDone={item.checked} />}
          {node.spread === true ? item.children.map(block) : item.children.map(tight)}
        </li>
      ));
      return node.ordered === true ? (
        <ol key={key} start={node.start ?? 1}>
          {items}
        </ol>
      ) : (
        <ul key={key}>{items}</ul>
      );
    }
    case "code":
      return <CodeBlock key={key} language={node.lang ?? ""} text={node.value} />;
    case "thematicBreak":
      return <hr key={key} />;
    case "table":
      return <TableBlock key={key} table={node} />;
    case "html":
      return <p key={key}>{node.value}</p>;
    default:
      return null;
  }
}

/** A paragraph in a tight list stands without its own element. */
function tight(node: RootContent, key: number): Output {
  return node.type === "paragraph" ? <Fragment key={key}>{inline(node.children)}</Fragment> : block(node, key);
}

function inline(nodes: readonly PhrasingContent[]): readonly Output[] {
  return nodes.map(phrase);
}

function phrase(node: PhrasingContent, key: number): Output {
  switch (node.type) {
    case "text":
      return <Fragment key={key}>{lines(node.value)}</Fragment>;
    case "marked":
      return <Called key={key} {...node} />;
    case "customEmoji":
      return <CustomEmojiImage key={key} name={node.value} url={node.url} />;
    case "strong":
      return <strong key={key}>{inline(node.children)}</strong>;
    case "emphasis":
      return <em key={key}>{inline(node.children)}</em>;
    case "delete":
      return <s key={key}>{inline(node.children)}</s>;
    case "inlineCode":
      return <code key={key}>{node.value}</code>;
    case "break":
      return <br key={key} />;
    case "link":
      return (
        <Link key={key} url={node.url}>
          {inline(node.children)}
        </Link>
      );
    case "image":
      // Loading it would tell its server who reads along, so it stays a link.
      return (
        <Link key={key} url={node.url}>
          {[node.alt || messages.markdown.image]}
        </Link>
      );
    case "html":
      return <Fragment key={key}>{node.value}</Fragment>;
    default:
      return null;
  }
}

function Link({ url, children }: { readonly url: string; readonly children: readonly Output[] }) {
  const href = safeHref(url);
  return href === null ? (
    <span>{children}</span>
  ) : (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

/** In a chat a new line is a new line. */
function lines(text: string): readonly Output[] {
  return text.split("\n").flatMap((line, index) => (index === 0 ? [line] : [<br key={index} />, line]));
}

function Task({ isDone }: { readonly isDone: boolean }) {
  return <input type="checkbox" checked={isDone} disabled aria-label={isDone ? messages.markdown.doneTask : messages.markdown.task} />;
}

function TableBlock({ table }: { readonly table: Table }) {
  const [head, ...body] = table.children;
  const cells = (row: Table["children"][number] | undefined, Cell: "th" | "td") =>
    row?.children.map((cell, index) => (
      <Cell key={index} style={alignment(table.align?.[index])}>
        {inline(cell.children)}
      </Cell>
    ));
  return (
    <div class="table-scroll" tabIndex={0} role="group">
      <table>
        <thead>
          <tr>{cells(head, "th")}</tr>
        </thead>
        <tbody>
          {body.map((row, index) => (
            <tr key={index}>{cells(row, "td")}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function alignment(align: AlignType | undefined): { textAlign: string } | undefined {
  return align === null || align === undefined ? undefined : { textAlign: align };
}

const mostEmoji = 6;

function isOnlyEmoji(text: string, custom: CustomEmojiUrls): boolean {
  const unicode = custom.size === 0 ? text : text.replace(emojiName, (whole, name: string) => (custom.has(name) ? "😀" : whole));
  const trimmed = unicode.trim();
  return trimmed.length <= mostEmoji * 12 && /^(?:\p{RGI_Emoji}\s?){1,6}$/v.test(trimmed);
}
