import { jobs } from "./workflows.mjs";

/*
 * Each rule takes a workflow, and what is around it, and gives lines that say what is wrong.
 */

/** A tag is moved by whoever holds the action; a commit is not. The comment is for people, and for what renews it. */
export function pinned({ path, text }) {
  return [...text.matchAll(/^[ -]*uses: *(.*)$/gm)]
    .filter(([, uses]) => !/^[\w.-]+(\/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(uses))
    .map(([, uses]) => `${path}: "${uses}" is not "<action>@<40 digits> # v<version>"`);
}

/** One action has one commit everywhere: a second one is forgotten when the first is renewed. */
export function onePin(all) {
  const pins = new Map();
  for (const [, action, pin] of all.flatMap(({ text }) => [...text.matchAll(/uses: ([\w.-]+\/[\w.-]+)[^@\n]*@(\S+ # \S+)/g)])) {
    pins.set(action, (pins.get(action) ?? new Set()).add(pin));
  }
  return [...pins].filter(([, used]) => used.size > 1).map(([action, used]) => `${action} is pinned to ${[...used].join(" and ")}`);
}

/** What the whole workflow is given every job has: so it is nothing. */
export function leastPermissions(one) {
  const whole = one.content.permissions;
  const ofWhole = whole !== undefined && Object.keys(whole).length === 0 && typeof whole === "object" ? [] : [`${one.path}: "permissions: {}" is missing at the top`];
  const ofJobs = jobs(one)
    .filter((job) => job.permissions === undefined || typeof job.permissions === "string")
    .map((job) => `${one.path}: job ${job.name} does not name its permissions one by one`);
  return [...ofWhole, ...ofJobs];
}

export function timeouts(one) {
  return jobs(one)
    .filter((job) => !(job["timeout-minutes"] > 0))
    .map((job) => `${one.path}: job ${job.name} has no timeout-minutes`);
}

export function concurrency({ path, content }) {
  return content.concurrency?.group ? [] : [`${path}: no concurrency group`];
}

/** Such a run has the repository's rights and the stranger's code. */
export function noForeignCodeWithRights({ path, content }) {
  return ["pull_request_target", "workflow_run", "issue_comment"].filter((event) => event in content.on).map((event) => `${path}: runs on ${event}`);
}

/** Nobody who only opens a pull request is to make us use a password, also not one that its author may not read. */
export function noSecretsForPullRequests({ path, text, content }) {
  return "pull_request" in content.on && /\bsecrets\s*[.[]|secrets: *inherit/.test(text) ? [`${path}: uses secrets in pull requests`] : [];
}

/** No key that works tomorrow, too: AWS is reached by the token of the run, and where that is asked for the job says so. */
export function noLongLivedKeys(one) {
  const keys = /aws-(access-key-id|secret-access-key)|AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY)/.test(one.text) ? [`${one.path}: names long-lived keys of AWS`] : [];
  const tokens = jobs(one)
    .filter((job) => job.steps.some((step) => step.uses?.startsWith("aws-actions/configure-aws-credentials@")) && job.permissions?.["id-token"] !== "write")
    .map((job) => `${one.path}: job ${job.name} signs in to AWS without id-token: write`);
  return [...keys, ...tokens];
}

/** What strangers may choose (titles, branches) is text for a shell when it is put into a script; in a variable it is none. */
export function noForeignTextInScripts(one) {
  const scripts = jobs(one).flatMap((job) => job.steps.filter((step) => step.run).map((step) => ({ job: job.name, run: step.run })));
  return scripts.flatMap(({ job, run }) =>
    [...run.matchAll(/\$\{\{\s*(.*?)\s*\}\}/g)].filter(([, expression]) => !/^matrix\.[\w-]+$/.test(expression)).map(([, expression]) => `${one.path}: job ${job} puts ${expression} into a script; give it by env`),
  );
}

/** Environments that Terraform knows, and for each role of AWS a subject that its trust names. */
export function trusted(one, { subjects, environments }) {
  return jobs(one).flatMap((job) => {
    const environment = job.environment?.name ?? job.environment;
    const unknown = environment !== undefined && !environments.includes(environment) ? [`${one.path}: environment ${environment} of job ${job.name} is not in deploy/terraform/environments`] : [];
    const asked = [/eng\/aws-role (\$\{\{.*?\}\}|\S+) (\w+)/g, /:role\/parley-(\w+)-ci-(\w+)/g].flatMap((form) => [...JSON.stringify(job).matchAll(form)]);
    const subject = subjectsOf(one.content.on, environment);
    return [...unknown, ...asked.flatMap(([, where, role]) => distrusted(`${one.path}: job ${job.name}`, { where, role, environment, subject }, { subjects, environments, job }))];
  });
}

/** @see https://docs.github.com/actions/security-guides/about-security-hardening-with-openid-connect: an environment takes the place of event and branch. */
function subjectsOf(events, environment) {
  if (environment !== undefined) {
    return ["environment:*"];
  }
  return ["pull_request" in events ? "pull_request" : undefined, "push" in events && events.push?.branches?.join() === "main" ? "ref:refs/heads/main" : undefined].filter(Boolean);
}

function distrusted(job, { where, role, environment, subject }, { subjects, environments, job: { strategy } }) {
  const places = where.startsWith("${{") ? (strategy?.matrix?.[/matrix\.(\w+)/.exec(where)?.[1]] ?? [where]) : [where];
  if (!(role in subjects)) {
    return [`${job} takes the role ${role}, which deploy/terraform/bootstrap does not make`];
  }
  return [
    ...places.filter((place) => !environments.includes(place)).map((place) => `${job} takes a role of ${place}, which is no environment`),
    ...(environment !== undefined && places.some((place) => place !== environment) ? [`${job} runs in ${environment} and takes a role of ${places.join(", ")}`] : []),
    ...(subject.some((one) => subjects[role].includes(one)) ? [] : [`${job} takes the role ${role}, which trusts ${subjects[role].join(" and ")}, and not ${subject.join(" or ") || "this event"}`]),
  ];
}

/** What a step calls is there, and can be called. */
export function scriptsExist(one, isProgram) {
  const called = jobs(one).flatMap((job) => job.steps.flatMap((step) => [...(step.run ?? "").matchAll(/(?<![\w./-])((?:\.ci|eng|tests\/tools)\/[\w./-]+)/g)].map(([, script]) => script)));
  return [...new Set(called)].filter((script) => !script.includes("/node_modules/") && !script.includes("/bin/") && !isProgram(script)).map((script) => `${one.path}: ${script} is not there, or not executable`);
}
