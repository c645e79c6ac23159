// What a rendering of the chart gives each role's pods, as files that eng/cluster and eng/rollout read:
//   node pods.mjs RENDERING FOLDER
//   FOLDER/environment/ROLE   NAME=VALUE lines, without what names the cloud: the cluster on this machine has its own addresses and logins
//   FOLDER/stop/ROLE          seconds that a pod serves on after it was taken off the front, and seconds until it is killed, counted from then
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "../../../tests/tools/kubernetes/node_modules/yaml/dist/index.js";

const [rendering, folder] = process.argv.slice(2);
const own = /^(ASPNETCORE_URLS|DATABASE_.*|AWS_.*|Parley__(Database|Bus|Blobs|S3__.*|PublicUrl|TrustedProxies|ManagementPort))$/;

for (const part of ["environment", "stop"]) {
  mkdirSync(join(folder, part), { recursive: true });
}
const objects = parseAllDocuments(readFileSync(rendering, "utf8")).map((document) => document.toJS());
for (const { kind, metadata, spec } of objects.filter((object) => object !== null)) {
  const role = metadata.name.replace(/^parley-/, "");
  if (kind !== "Deployment" || !["gateway", "api", "worker", "web"].includes(role)) {
    continue;
  }
  const { containers, terminationGracePeriodSeconds } = spec.template.spec;
  const [{ env, lifecycle }] = containers;
  const lines = env.filter(({ name, value }) => value !== undefined && !own.test(name)).map(({ name, value }) => `${name}=${value}\n`);
  writeFileSync(join(folder, "environment", role), lines.join(""));
  writeFileSync(join(folder, "stop", role), `${lifecycle?.preStop?.sleep?.seconds ?? 0} ${terminationGracePeriodSeconds}\n`);
}
