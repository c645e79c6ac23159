import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { exceptions } from "./exceptions.mjs";
import { problems } from "./policy.mjs";

const nugetFolder = process.env.NUGET_PACKAGES ?? join(homedir(), ".nuget/packages");

/** What git knows, and what is about to be: what a build leaves behind is not asked. */
function lockFiles(name) {
  return execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", `*/${name}`], { encoding: "utf8" }).split("\n").filter(Boolean).sort();
}

function nugetLicence(name, version) {
  const nuspec = join(nugetFolder, name.toLowerCase(), version.toLowerCase(), `${name.toLowerCase()}.nuspec`);
  if (!existsSync(nuspec)) {
    return "";
  }
  const text = readFileSync(nuspec, "utf8");
  return /<license type="expression">([^<]+)<\/license>/.exec(text)?.[1] ?? /<licenseUrl>https:\/\/licenses\.nuget\.org\/([^<]+)<\/licenseUrl>/.exec(text)?.[1] ?? "";
}

function nuget() {
  const packages = new Map();
  for (const file of lockFiles("packages.lock.json")) {
    const isShipped = file.startsWith("src/");
    for (const framework of Object.values(JSON.parse(readFileSync(file, "utf8")).dependencies)) {
      for (const [name, { type, resolved }] of Object.entries(framework)) {
        const key = `${name} ${resolved}`;
        if (type !== "Project" && (isShipped || !packages.has(key))) {
          packages.set(key, { name, version: resolved, licence: nugetLicence(name, resolved), isShipped: isShipped && !/Analyzer/i.test(name), from: dirname(file) });
        }
      }
    }
  }
  return [...packages.values()];
}

function npm() {
  return lockFiles("package-lock.json").flatMap((file) =>
    Object.entries(JSON.parse(readFileSync(file, "utf8")).packages)
      .filter(([path, entry]) => path !== "" && !entry.link)
      .map(([path, entry]) => ({
        name: path.replace(/^.*node_modules\//, ""),
        version: entry.version,
        licence: entry.license ?? "",
        isShipped: file.startsWith("web/") && entry.dev !== true,
        from: dirname(file),
      })),
  );
}

const all = [...nuget(), ...npm()];
const found = problems(all, exceptions);
for (const problem of found) {
  console.log(problem);
}
console.log(`${all.length} packages, ${all.filter((one) => one.isShipped).length} of them shipped: ${found.length} problems`);
process.exitCode = found.length === 0 && all.length > 0 ? 0 : 1;
