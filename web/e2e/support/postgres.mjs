import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { freePort } from "./freePort.mjs";

/** A PostgreSQL of its own, in a temporary folder on a free port of this machine: what several nodes share. */
export class Postgres {
  #folder = mkdtempSync(join(tmpdir(), "parley-e2e-postgres-"));
  #port = 0;

  get connectionString() {
    return `Host=127.0.0.1;Port=${this.#port};Username=parley;Database=postgres;Maximum Pool Size=30`;
  }

  async start() {
    this.#port = await freePort();
    if (isRoot) {
      // PostgreSQL refuses to run as root.
      run("chown", ["postgres", this.#folder]);
    }
    asOwner("initdb", ["-D", this.#data, "-U", "parley", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]);
    const options = `-p ${this.#port} -k '' -c listen_addresses=127.0.0.1 -c fsync=off`;
    asOwner("pg_ctl", ["start", "-D", this.#data, "-w", "-s", "-l", join(this.#folder, "log"), "-o", options]);
  }

  dispose() {
    asOwner("pg_ctl", ["stop", "-D", this.#data, "-w", "-s", "-m", "immediate"]);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #data() {
    return join(this.#folder, "data");
  }
}

const isRoot = userInfo().username === "root";

function binaries() {
  const installed = existsSync("/usr/lib/postgresql")
    ? readdirSync("/usr/lib/postgresql")
        .sort()
        .reverse()
        .map((version) => join("/usr/lib/postgresql", version, "bin"))
    : [];
  const found = [...installed, ...(process.env.PATH ?? "").split(delimiter)].find((folder) => existsSync(join(folder, "initdb")));
  if (found === undefined) {
    throw new Error("The tests with two nodes need PostgreSQL: install the package 'postgresql'.");
  }
  return found;
}

function asOwner(program, args) {
  const path = join(binaries(), program);
  return isRoot ? run("runuser", ["-u", "postgres", "--", path, ...args]) : run(path, args);
}

function run(program, args) {
  // No pipes: the server would inherit them and keep them open.
  const { status } = spawnSync(program, args, { stdio: "ignore", cwd: tmpdir() });
  if (status !== 0) {
    throw new Error(`${program} ${args.join(" ")} ended with ${status}.`);
  }
}
