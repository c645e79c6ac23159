import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { isAllowed, problems } from "../../../eng/tools/licences/policy.mjs";
import { repository } from "./workflows.mjs";

const folder = mkdtempSync(join(tmpdir(), "parley-scripts-"));
after(() => rmSync(folder, { recursive: true }));

const digest = `sha256:${"a".repeat(64)}`;

function run(command, args, env = {}) {
  return spawnSync(join(repository, command), args, { encoding: "utf8", env: { ...process.env, ...env } });
}

function file(name, text, mode = 0o644) {
  writeFileSync(join(folder, name), text, { mode });
  return join(folder, name);
}

test("eng/release-notes gives a version's section, and fails where there is none", () => {
  const PARLEY_CHANGELOG = file("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n## 1.10.0 (2027-01-02)\n\n- Ten.\n  More.\n\n## 1.1.0\n\n- One.\n");
  assert.equal(run("eng/release-notes", ["v1.10.0"], { PARLEY_CHANGELOG }).stdout, "- Ten.\n  More.\n");
  assert.equal(run("eng/release-notes", ["1.1.0"], { PARLEY_CHANGELOG }).stdout, "- One.\n");
  for (const version of ["1.1", "2.0.0", "Unreleased"]) {
    assert.equal(run("eng/release-notes", [version], { PARLEY_CHANGELOG }).status, 1, version);
  }
  assert.equal(run("eng/release-notes", ["Unreleased"]).status, 0);
});

test("eng/aws-role names a role that bootstrap makes, in the account of the environment", () => {
  const { stdout } = run("eng/aws-role", ["staging", "deploy"]);
  assert.match(stdout, /^arn=arn:aws:iam::(\d{12}):role\/parley-staging-ci-deploy\naccount=\1\nregion=[a-z0-9-]+\nregistry=\1\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com\/parley-staging\/server\n$/);
  assert.equal(run("eng/aws-role", ["production", "plan"]).status, 0);
  assert.equal(run("eng/aws-role", ["staging", "admin"]).status, 2);
  assert.equal(run("eng/aws-role", ["sandbox", "plan"]).status, 2);
});

test("eng/plan-comment shows what changes, and fits into a comment", () => {
  const plans = mkdtempSync(join(folder, "plans-"));
  writeFileSync(join(plans, "staging-data.txt"), `# aws_db.x will be created\n${"+ a line\n".repeat(20_000)}Plan: 1 to add, 0 to change, 0 to destroy.\n`);
  writeFileSync(join(plans, "staging-edge.txt"), "Error: no such | zone\n");
  writeFileSync(join(plans, "staging-network.txt"), "No changes. Your infrastructure matches the configuration.\n");
  const { stdout, status } = run("eng/plan-comment", [plans]);
  assert.equal(status, 0);
  assert.match(stdout, /\| staging \| data \| Plan: 1 to add, 0 to change, 0 to destroy\. \|\n\| staging \| edge \| Error: no such \\\| zone \|\n\| staging \| network \| No changes\./);
  assert.match(stdout, /# aws_db\.x will be created[\s\S]*… and more, in the job/);
  assert.ok(stdout.length < 65_536);
  assert.doesNotMatch(stdout, /<summary>staging-network/);
  assert.equal(run("eng/plan-comment", [mkdtempSync(join(folder, "none-"))]).status, 1);
});

/** A program that answers as Helm does about its version, and writes down what it is asked for. */
function helm(version, code = 0) {
  const log = join(folder, `helm-${version}-${code}.log`);
  return { log, HELM: file(`helm-${version}-${code}`, `#!/bin/sh\nif [ "$1" = version ]; then echo v${version}; exit; fi\necho "$@" >>${log}\n[ "$1" = list ] && echo '[{"name":"parley","revision":"7"}]'\nexit ${code}\n`, 0o755) };
}

test("eng/deploy goes back by itself, in Helm 3 and 4, and runs the chart's test", () => {
  for (const [version, flag] of [["3.19.0", "--atomic"], ["4.0.1", "--rollback-on-failure"]]) {
    const { log, HELM } = helm(version);
    assert.equal(run("eng/deploy", ["apply", "staging", "--digest", digest], { HELM }).status, 0);
    const [upgrade, tested] = readFileSync(log, "utf8").split("\n");
    assert.match(upgrade, new RegExp(`^upgrade parley .* --set-string image.digest=${digest} --wait --timeout 20m ${flag}$`));
    assert.match(tested, /^test parley --namespace parley/);
  }
  assert.notEqual(run("eng/deploy", ["apply", "staging", "--digest", digest], { HELM: helm("4.0.2", 1).HELM }).status, 0);
});

test("eng/deploy knows the revision before, and goes back to it", () => {
  const { log, HELM } = helm("4.0.3");
  assert.equal(run("eng/deploy", ["revision"], { HELM }).stdout, "7\n");
  assert.equal(run("eng/deploy", ["back", "7"], { HELM }).status, 0);
  assert.match(readFileSync(log, "utf8"), /^rollback parley 7 --namespace parley --wait/m);
  assert.equal(run("eng/deploy", ["back", "0"], { HELM }).status, 2);
});

test("eng/deploy takes no tag, and no environment that is none", () => {
  const { HELM } = helm("4.0.4");
  assert.equal(run("eng/deploy", ["render", "staging", "--digest", "1.4.0"], { HELM }).status, 2);
  assert.equal(run("eng/deploy", ["render", "nowhere", "--digest", digest], { HELM }).status, 2);
});

const realHelm = ["helm4", "helm3"].map((name) => join(repository, "tests/tools/kubernetes/bin", name));

test("eng/deploy installs the digest from the environment's own registry, everywhere", { skip: existsSync(realHelm[0]) || process.env.CI === "true" ? false : "run 'tests/tools/kubernetes/install'" }, () => {
  for (const HELM of realHelm) {
    for (const environment of ["staging", "production"]) {
      const { stdout, stderr, status } = run("eng/deploy", ["render", environment, "--digest", digest], { HELM });
      assert.equal(status, 0, stderr);
      const images = [...stdout.matchAll(/^ +image: "?([^"\n]+)/gm)].map(([, image]) => image);
      assert.ok(images.length >= 5);
      for (const image of images) {
        assert.match(image, new RegExp(`^\\d{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com/parley-${environment}/server@${digest}$`));
      }
    }
  }
});

/** What a deployment answers, by path; what is not there is the client. */
async function smoke(answers, ...args) {
  const server = createServer((request, response) => {
    const [status, text] = answers[request.url] ?? [200, "<div id=\"app\"></div>"];
    response.writeHead(status).end(text);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const child = spawn(join(repository, "eng/smoke"), [`http://127.0.0.1:${server.address().port}`, ...args], { stdio: ["ignore", "pipe", "inherit"] });
    const output = child.stdout.setEncoding("utf8").toArray();
    const [status] = await once(child, "close");
    return { status, failed: (await output).join("").split("\n").filter((line) => line.startsWith("FAILED")) };
  } finally {
    server.close();
  }
}

const well = { "/api/v1/server": [200, '{"version":"1.4.0+abc"}'], "/api/v1/me": [401, ""] };

test("eng/smoke passes what answers as it should", async () => {
  assert.deepEqual(await smoke(well, "--version", "1.4.0"), { status: 0, failed: [] });
});

for (const [what, answers] of [
  ["another version", { ...well, "/api/v1/server": [200, '{"version":"1.3.0"}'] }],
  ["a server that does not know itself", { ...well, "/api/v1/server": [404, ""] }],
  ["another client", { ...well, "/": [200, "<h1>Welcome to nginx!</h1>"] }],
  ["a door that is open", { ...well, "/api/v1/me": [200, "{}"] }],
  ["metrics for everyone", { ...well, "/metrics": [200, "# TYPE parley_gateway_connections gauge\n"] }],
]) {
  test(`eng/smoke finds ${what}`, async () => {
    const { status, failed } = await smoke(answers, "--version", "1.4.0");
    assert.equal(status, 1);
    assert.ok(failed.length > 0);
  });
}

const hasImageTools = ["buildah", "skopeo"].every((tool) => spawnSync(tool, ["--version"]).status === 0);

test("eng/publish makes one index of both platforms, and copies it byte by byte", { skip: hasImageTools || process.env.CI === "true" ? false : "install 'buildah' and 'skopeo'" }, () => {
  const home = mkdtempSync(join(folder, "images-"));
  const env = { CONTAINERS_STORAGE_CONF: file("storage.conf", `[storage]\ndriver = "vfs"\ngraphroot = "${home}/storage"\nrunroot = "${home}/run"\n`), BUILDAH_ISOLATION: "chroot" };
  const buildah = (...args) => assert.equal(spawnSync("buildah", args, { encoding: "utf8", env: { ...process.env, ...env } }).status, 0, args.join(" "));
  writeFileSync(join(home, "Dockerfile"), "FROM scratch\nARG TARGETARCH\nCOPY Dockerfile /built-for-$TARGETARCH\n");
  const archives = mkdtempSync(join(home, "archives-"));
  for (const platform of ["amd64", "arm64"]) {
    buildah("bud", "--quiet", "--platform", `linux/${platform}`, "--tag", `tiny:${platform}`, home);
    buildah("push", "--quiet", `tiny:${platform}`, `oci-archive:${archives}/${platform}.tar:${platform}`);
  }
  const made = run("eng/publish", ["index", archives, `oci:${home}/made:1`]);
  const copied = run("eng/publish", ["copy", `oci:${home}/made:1`, `oci:${home}/copied:1`]);
  assert.match(made.stdout, /^sha256:[0-9a-f]{64}\n$/, made.stderr);
  assert.equal(copied.stdout, made.stdout, copied.stderr);
  const index = JSON.parse(spawnSync("skopeo", ["inspect", "--raw", `oci:${home}/copied:1`], { encoding: "utf8" }).stdout);
  assert.deepEqual(index.manifests.map(({ platform }) => `${platform.os}/${platform.architecture}`).sort(), ["linux/amd64", "linux/arm64"]);
  assert.notEqual(run("eng/publish", ["index", mkdtempSync(join(home, "empty-")), `oci:${home}/none:1`]).status, 0);
});

test("a licence is allowed by what it allows, and by who gets the package", () => {
  assert.ok(isAllowed("(MIT OR GPL-3.0-only)", true) && isAllowed("MIT AND BSD-3-Clause", true) && isAllowed("MPL-2.0", false));
  assert.ok(!isAllowed("GPL-3.0-only", false) && !isAllowed("MIT AND AGPL-3.0-only", true) && !isAllowed("MPL-2.0", true));
  const one = { name: "a", version: "1", licence: "", isShipped: true, from: "src" };
  assert.equal(problems([one], {}).length, 1);
  assert.deepEqual(problems([one], { a: { licence: "MIT" } }), []);
  assert.equal(problems([one], { a: { toolOnly: true } }).length, 1);
  assert.equal(problems([{ ...one, licence: "MIT" }], { b: { licence: "MIT" } }).length, 1);
});
