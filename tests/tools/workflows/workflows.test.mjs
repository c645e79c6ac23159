import assert from "node:assert/strict";
import { test } from "node:test";
import { actionlint, shellcheck } from "./lint.mjs";
import * as rules from "./rules.mjs";
import { isProgram, platform, workflow, workflows } from "./workflows.mjs";

const all = workflows();
const around = platform();

test("there are the four workflows, and what bootstrap trusts can be read", () => {
  assert.deepEqual(all.map(({ path }) => path.split("/").pop()).sort(), ["main.yml", "nightly.yml", "pull-request.yml", "release.yml"]);
  assert.deepEqual(Object.keys(around.subjects).sort(), ["apply", "deploy", "plan"]);
  assert.deepEqual(around.subjects.plan, ["pull_request", "ref:refs/heads/main"]);
  assert.deepEqual(around.environments.sort(), ["production", "staging"]);
});

const good = `
name: Good
on: { push: { branches: [main] } }
permissions: {}
concurrency: { group: good }
jobs:
  one:
    runs-on: ubuntu-24.04
    environment: staging
    timeout-minutes: 5
    permissions: { contents: read, id-token: write }
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
      - uses: aws-actions/configure-aws-credentials@61815dcd50bd041e203e49132bacad1fd04d2708 # v5.1.1
        with: { aws-region: eu-central-1 }
      - run: eng/aws-role staging deploy
`;

/** Name, the rule, and changes to the good workflow that the rule has to find. */
const cases = [
  ["an action is named by a commit and its version", rules.pinned, [[/@61815\w+ # v5.1.1/, "@v5"], [/ # v6.0.2/, ""], [/@de0fac\w+/, "@de0fac2"], [/ # v6.0.2/, " # latest"]]],
  ["a job has the rights that it names, and a workflow none", rules.leastPermissions, [["permissions: {}\n", ""], ["permissions: {}\n", "permissions: write-all\n"], ["    permissions: { contents: read, id-token: write }\n", ""], ["permissions: { contents: read, id-token: write }", "permissions: write-all"]]],
  ["a job ends", rules.timeouts, [["    timeout-minutes: 5\n", ""]]],
  ["a workflow says what runs beside it", rules.concurrency, [["concurrency: { group: good }\n", ""]]],
  ["nobody's code runs with our rights", rules.noForeignCodeWithRights, [["push: { branches: [main] }", "pull_request_target: {}"], ["push: { branches: [main] }", "workflow_run: { workflows: [Main] }"]]],
  ["pull requests see no secrets", rules.noSecretsForPullRequests, [[/push: \{ branches: \[main\] \} \}([\s\S]*)deploy/, "pull_request: {} }$1deploy --token ${{ secrets.TOKEN }}"]]],
  ["AWS is reached by the run's own token", rules.noLongLivedKeys, [["aws-region: eu-central-1", "aws-access-key-id: x"], [", id-token: write", ""]]],
  ["what strangers write is no script", rules.noForeignTextInScripts, [["eng/aws-role staging deploy", "echo ${{ github.head_ref }}"]]],
  [
    "environments and roles are those of Terraform, and trust the run",
    (one) => rules.trusted(one, around),
    [["environment: staging", "environment: prod"], ["staging deploy", "staging admin"], ["staging deploy", "production deploy"], ["    environment: staging\n", ""], ["eng/aws-role staging deploy", "aws sts assume-role --role-arn arn:aws:iam::111111111111:role/parley-test-ci-apply"]],
  ],
  ["scripts are there", (one) => rules.scriptsExist(one, isProgram), [["eng/aws-role", "eng/aws-rule"], ["eng/aws-role staging deploy", "eng/tools/cluster/nginx.conf"]]],
  ["scripts in steps are clean", shellcheck, [["eng/aws-role staging deploy", "cat $FILE"]]],
];

for (const [name, rule, breaks] of cases) {
  test(name, () => {
    assert.deepEqual(all.flatMap((one) => rule(one)), []);
    assert.deepEqual(rule(workflow("good.yml", good)), []);
    for (const [from, to] of breaks) {
      const broken = good.replace(from, to);
      assert.notEqual(broken, good, `${from} is not in the good one`);
      assert.notDeepEqual(rule(workflow("broken.yml", broken)), [], `not found: ${to || `without ${from}`}`);
    }
  });
}

test("one action has one commit everywhere", () => {
  assert.deepEqual(rules.onePin(all), []);
  const other = workflow("other.yml", good.replace(/@de0fac\w+ # v6.0.2/, `@${"0".repeat(40)} # v6.0.1`));
  assert.equal(rules.onePin([workflow("good.yml", good), other]).length, 1);
});

test("actionlint finds nothing", async () => {
  assert.deepEqual((await Promise.all(all.map(actionlint))).flat(), []);
  assert.deepEqual(await actionlint(workflow("good.yml", good)), []);
  assert.notDeepEqual(await actionlint(workflow("broken.yml", good.replace("eng/aws-role", "echo ${{ github.nothing }}"))), []);
});
