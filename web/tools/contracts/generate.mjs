// Writes src/contracts/schema.d.ts from docs/openapi.json. It has a package of its own, because openapi-typescript needs an older TypeScript
// than the client is checked with. `--check` fails when the file is not what the description says, and writes nothing.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import openapi, { astToString } from "openapi-typescript";

const description = new URL("../../../docs/openapi.json", import.meta.url);
const output = new URL("../../src/contracts/schema.d.ts", import.meta.url);

if (!existsSync(description)) {
  console.error("docs/openapi.json is missing: the server writes it (GET /openapi/v1.json).");
  process.exit(1);
}
const header = "// Generated from docs/openapi.json by tools/contracts. Do not edit.\n\n";
const text = header + astToString(await openapi(description, { immutable: true, alphabetize: true }));
if (!process.argv.includes("--check")) {
  writeFileSync(output, text);
} else if (!existsSync(output) || readFileSync(output, "utf8") !== text) {
  console.error("src/contracts/schema.d.ts is out of date: run npm run generate in web/tools/contracts.");
  process.exit(1);
}
