const languages: Readonly<Record<string, string>> = {
  bash: "bash",
  cs: "csharp",
  css: "css",
  diff: "diff",
  go: "go",
  html: "xml",
  java: "java",
  js: "javascript",
  json: "json",
  jsx: "javascript",
  mjs: "javascript",
  py: "python",
  rs: "rust",
  sh: "bash",
  sql: "sql",
  svg: "xml",
  ts: "typescript",
  tsx: "typescript",
  xml: "xml",
  yaml: "yaml",
  yml: "yaml",
};

/** What a file is written in, by its name, for the highlighter; empty: plain text. */
export function languageOf(name: string): string {
  const extension = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  return Object.hasOwn(languages, extension) ? (languages[extension] ?? "") : "";
}
