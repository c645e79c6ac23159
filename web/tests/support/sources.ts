import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "vite";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly [member: string]: unknown;
}

export interface Source {
  readonly path: string;
  readonly text: string;
}

/** All files below src whose names end so. */
export function sourcesOf(...endings: readonly string[]): readonly Source[] {
  return readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .map((name) => `src/${name.replaceAll(sep, "/")}`)
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => ({ path, text: readFileSync(root + path, "utf8") }));
}

/** Every node of the syntax tree, with those that it is in, the innermost last. */
export function walk({ path, text }: Source, visit: (node: Node, parents: readonly Node[]) => void): void {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) {
    throw new Error(`${path} does not parse.`);
  }
  step(program, []);
  function step(value: unknown, parents: readonly Node[]): void {
    if (Array.isArray(value)) {
      for (const item of value) {
        step(item, parents);
      }
    } else if (isNode(value)) {
      visit(value, parents);
      for (const member of Object.values(value)) {
        step(member, [...parents, value]);
      }
    }
  }
}

/** "src/views/App.tsx:12", for a failure's text. */
export function placeOf({ path, text }: Source, node: Node): string {
  return `${path}:${text.slice(0, node.start).split("\n").length}`;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}
