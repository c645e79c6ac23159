// Prints what a first visit loads, in brotli bytes, and fails over the hard budget.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const root = fileURLToPath(new URL("../../src/Parley.Server/wwwroot", import.meta.url));
const kilobyte = 1000;
const budgets = [
  { what: "first-load JavaScript", files: scripts(), goal: 45, hard: 60 },
  { what: "first-load CSS", files: matches(/<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"/g), goal: 10, hard: 10 },
];
const lazyHard = 60;

let isOver = false;
for (const { what, files, goal, hard } of budgets) {
  const total = files.reduce((sum, file) => sum + size(file), 0);
  report(what, total, `${files.length} files, goal ${goal}, at most ${hard}`, total > hard * kilobyte);
}
const firstLoad = new Set(budgets.flatMap(({ files }) => files));
for (const name of readdirSync(join(root, "assets"))) {
  const file = `/assets/${name}`;
  if (!firstLoad.has(file) && name.endsWith(".js")) {
    report(`  later: ${name}`, size(file), `at most ${lazyHard}`, size(file) > lazyHard * kilobyte);
  }
}
process.exitCode = isOver ? 1 : 0;

function report(what, bytes, limits, tooMuch) {
  isOver ||= tooMuch;
  console.log(`${what}: ${(bytes / kilobyte).toFixed(1)} KB (${limits})${tooMuch ? " TOO MUCH" : ""}`);
}

function scripts() {
  const direct = [...matches(/<script[^>]+src="([^"]+)"/g), ...matches(/<link[^>]+rel="modulepreload"[^>]+href="([^"]+)"/g)];
  return [...new Set(direct.flatMap((file) => [file, ...staticImports(file)]))];
}

/** What a script imports without asking, through any depth. */
function staticImports(file, seen = new Set()) {
  if (!seen.has(file)) {
    seen.add(file);
    for (const [, name] of read(file).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) {
      staticImports(`/assets/${name}`, seen);
    }
  }
  return [...seen];
}

function matches(pattern) {
  return [...read("/index.html").matchAll(pattern)].map(([, file]) => file);
}

function read(file) {
  return readFileSync(join(root, file), "utf8");
}

function size(file) {
  return brotliCompressSync(readFileSync(join(root, file))).length;
}
