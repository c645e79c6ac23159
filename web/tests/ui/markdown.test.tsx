// @vitest-environment happy-dom
import { render } from "preact";
import { beforeAll, expect, test, vi } from "vitest";
import { MarkStops } from "../../src/ui/markdown/Called";
import { CustomEmojiContext } from "../../src/ui/markdown/customEmoji";
import { Markdown } from "../../src/ui/markdown/Markdown";
import { loadParser } from "../../src/ui/markdown/parser";

beforeAll(loadParser);

function rendered(text: string): HTMLElement {
  const root = document.createElement("div");
  render(<Markdown text={text} />, root);
  return root;
}

const html = (text: string) => rendered(text).innerHTML.replaceAll(' dir="auto"', "");

test.each([
  ["plain", "<p>plain</p>"],
  ["**bold** _italic_ ~~gone~~ `code`", "<p><strong>bold</strong> <em>italic</em> <s>gone</s> <code>code</code></p>"],
  ["one\ntwo", "<p>one<br>two</p>"],
  ["one\n\ntwo", "<p>one</p><p>two</p>"],
  ["> said", "<blockquote><p>said</p></blockquote>"],
  ["1. a\n2. b", '<ol start="1"><li>a</li><li>b</li></ol>'],
  ["text\n---", "<p>text</p><hr>"],
  ["[foo]: https://example.org", "<p>[foo]: "],
  ["    indented", "<p>indented</p>"],
  ["# Title", "<h3>Title</h3>"],
  ["a &amp; b &mdash; c", "<p>a &amp; b — c</p>"],
  ["🎉🎉", '<p class="big">🎉🎉</p>'],
  ["<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"],
])("%j becomes %j", (text, expected) => {
  expect(html(text)).toContain(expected);
});

test("Code keeps its lines, and names its language", () => {
  const pre = rendered("```cs\nvar a = 1;\n  b();\n```").querySelector("pre");

  expect(pre?.textContent).toBe("var a = 1;\n  b();");
  expect(pre?.getAttribute("aria-label")).toBe("cs code");
});

test("Links open elsewhere and tell nothing of where they were", () => {
  const link = rendered("see https://example.org/a?b=1 or [mail](mailto:a@example.org)").querySelectorAll("a");

  expect([...link].map((a) => a.href)).toEqual(["https://example.org/a?b=1", "mailto:a@example.org"]);
  expect(link[0]?.rel).toContain("noopener");
});

const attacks = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "<iframe src=javascript:alert(1)></iframe>",
  '<a href="javascript:alert(1)">x</a>',
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x](&#106;avascript:alert(1))",
  "[x](java&Tab;script:alert(1))",
  "[x](<java\tscript:alert(1)>)",
  "[x](\u0001javascript:alert(1))",
  "[x](data:text/html,<script>alert(1)</script>)",
  "[x](vbscript:msgbox(1))",
  "[x](blob:https://example.org/1)",
  "[x](//evil.example)",
  "![x](javascript:alert(1))",
  "![x](https://evil.example/pixel.png)",
  '![x" onerror="alert(1)](x)',
  "<javascript:alert(1)>",
  '[x](https://a.example "onmouseover=alert(1)")',
  "`<img src=x onerror=alert(1)>`",
  "```html\n<script>alert(1)</script>\n```",
  "| <script> |\n| --- |\n| <img onerror=alert(1)> |",
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
  "<style>@import'javascript:alert(1)'</style>",
  "<!--><script>alert(1)</script>-->",
  "<details open ontoggle=alert(1)>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
];

const harmless = new Set(["P", "BR", "A", "SPAN", "CODE", "PRE", "DIV", "TABLE", "THEAD", "TBODY", "TR", "TH", "TD", "STRONG", "EM"]);

test.each(attacks)("Nothing runs or loads from %j", (attack) => {
  for (const element of rendered(attack).querySelectorAll("*")) {
    expect(harmless).toContain(element.tagName);
    expect(element.getAttributeNames().filter((name) => name.startsWith("on") || name === "src" || name === "srcdoc")).toEqual([]);
    expect(element.getAttribute("href") ?? "https:").toMatch(/^(https?|mailto):/);
  }
});

const floods: Readonly<Record<string, (size: number) => string>> = {
  backticks: (size) => "`".repeat(size),
  "opening brackets": (size) => "[".repeat(size),
  "closing brackets": (size) => "]".repeat(size),
  "empty links": (size) => "[](".repeat(size / 3),
  asterisks: (size) => "*".repeat(size),
  "asterisks and letters": (size) => "*a ".repeat(size / 3),
  "mixed emphasis": (size) => "*a_ ".repeat(size / 4),
  "alternating marks": (size) => "*_".repeat(size / 2),
  quotes: (size) => ">".repeat(size),
  "nested quotes": (size) => "> ".repeat(size / 2),
  tildes: (size) => "~a ".repeat(size / 3),
  "at signs": (size) => "a@".repeat(size / 2),
  dots: (size) => ".".repeat(size),
  addresses: (size) => "http://".repeat(size / 7),
  pipes: (size) => `${"|".repeat(size / 2)}\n${"|-".repeat(size / 4)}`,
  ampersands: (size) => "&".repeat(size),
  backslashes: (size) => "\\".repeat(size),
  lists: (size) => "- ".repeat(size / 2),
  lines: (size) => "a\n".repeat(size / 2),
  "hidden by a fence that closes": (size) => `\`\`\`\n   \`\`\`\n${"*a_ ".repeat(size / 5)}`,
};

// Four times the text costs about four times the work; what was quadratic cost sixteen times. Processor time, because the machine may be busy
// with something else; where it is this little, it says nothing.
const negligibleMs = 200;
const atMostTimes = 9;

// What counts is processor time: how long a busy machine takes over it says nothing.
const patience = { timeout: 120_000 };

test.each(Object.entries(floods))("The cost of %s grows with their number, not with its square", patience, (_, flood) => {
  const large = costOf(flood(20_000));
  if (large > negligibleMs) {
    expect(large / costOf(flood(5_000))).toBeLessThan(atMostTimes);
  }
});

function costOf(text: string): number {
  const before = process.cpuUsage();
  rendered(text);
  return process.cpuUsage(before).user / 1_000;
}

/** As it is shown where the workspace has :ship:. */
function withShip(text: string): Element {
  const root = document.createElement("div");
  render(
    <CustomEmojiContext.Provider value={new Map([["ship", "/ship"]])}>
      <Markdown text={text} />
    </CustomEmojiContext.Provider>,
    root,
  );
  return root;
}

test.each([
  ["a :ship: b", "p", 1],
  [":ship:", "p.big", 1],
  [":ship: 🎉 :ship:", "p.big", 2],
  ["**:ship:**", "strong", 1],
  ["> :ship:", "blockquote > p", 1],
  [":no:ship:", "p", 1],
])("In %j the names of the workspace's own emoji are pictures, in %s", (text, place, count) => {
  const pictures = [...withShip(text).querySelectorAll(`${place} > img.custom-emoji`)];
  expect(pictures.map((picture) => [picture.getAttribute("src"), picture.getAttribute("alt")])).toEqual(
    Array(count).fill(["/ship", ":ship:"]),
  );
});

test.each([
  [":gone:", "p", ":gone:"],
  ["`:ship:`", "code", ":ship:"],
  ["```\n:ship:\n```", "pre code", ":ship:"],
])("In %j a name that the workspace does not have, or that is code, stays a name", (text, place, shown) => {
  const root = withShip(text);
  expect(root.querySelector(place)?.textContent?.trim()).toBe(shown);
  expect(root.querySelector("img")).toBeNull();
});

test("A name that calls someone is a link to who that is, which a click with a modifier opens elsewhere", () => {
  const show = vi.fn();
  const root = document.createElement("div");
  const ann = { from: 0, to: 4, isMine: true, target: { title: "Show the card of Ann Lee", href: "?person=a1", show } };
  render(<Markdown text="@ann, **hello**" mark={(text) => (text.startsWith("@ann") ? [ann] : [])} />, root);
  const link = root.querySelector("a");

  expect(link?.outerHTML).toBe('<a class="called me" href="?person=a1" title="Show the card of Ann Lee" tabindex="0">@ann</a>');
  expect(link?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: true }))).toBe(true);
  expect(show).not.toHaveBeenCalled();
  expect(link?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }))).toBe(false);
  expect(show).toHaveBeenCalledOnce();
});

test("In a message that is not at hand a name is no stop of the Tab key", () => {
  const root = document.createElement("div");
  const bob = { from: 3, to: 7, isMine: false, target: { title: null, href: "?person=b1", show: () => {} } };
  render(
    <MarkStops.Provider value={false}>
      <Markdown text="hi @bob" mark={() => [bob]} />
    </MarkStops.Provider>,
    root,
  );

  expect(root.querySelector("a")?.tabIndex).toBe(-1);
});
