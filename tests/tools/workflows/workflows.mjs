import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

export const repository = join(dirname(fileURLToPath(import.meta.url)), "../../..");

const folder = ".github/workflows";

/** A workflow as it is written and as it is read. */
export function workflow(path, text) {
  return { path, text, content: parse(text) };
}

export function workflows() {
  return readdirSync(join(repository, folder))
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => workflow(join(folder, file), readFileSync(join(repository, folder, file), "utf8")));
}

/** What deploy/terraform trusts: its roles, its environments, and the subjects that GitHub's token has to have. */
export function platform() {
  const github = readFileSync(join(repository, "deploy/terraform/bootstrap/github.tf"), "utf8");
  const block = /^ {2}subjects = \{\n([\s\S]*?)^ {2}\}/m.exec(github)?.[1] ?? "";
  const subjects = Object.fromEntries([...block.matchAll(/^ +(\w+) += (\[.*\])$/gm)].map(([, role, list]) => [role, JSON.parse(list).map((subject) => subject.split("}:")[1].replace("${var.environment}", "*"))]));
  return { subjects, environments: readdirSync(join(repository, "deploy/terraform/environments")) };
}

/** Whether a file of the repository is there to be run. */
export function isProgram(path) {
  const found = statSync(join(repository, path), { throwIfNoEntry: false });
  return found?.isFile() === true && (found.mode & 0o111) !== 0;
}

export function jobs({ content }) {
  return Object.entries(content.jobs).map(([name, job]) => ({ ...job, name, steps: job.steps ?? [] }));
}
