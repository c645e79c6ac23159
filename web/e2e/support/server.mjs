import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "./freePort.mjs";
import { Waf } from "./waf.mjs";

const program = fileURLToPath(new URL("../../../src/Parley.Server/bin/Release/net10.0/Parley.Server.dll", import.meta.url));
const startsWithinMs = 60_000;
const stopsWithinMs = 30_000;

/** PARLEY_E2E_WAF=1: everything goes through a web application firewall. */
const allBehindWaf = process.env.PARLEY_E2E_WAF === "1";

/** The real server, on a free port of this machine, with a database of its own. It can die and come back at the same address. */
export class Server {
  #folder = mkdtempSync(join(tmpdir(), "parley-e2e-"));
  #port = 0;
  #process = null;
  #output = "";
  #settings;
  #waf = null;

  /**
   * @param settings Environment variables besides, as for a database that several nodes share.
   * @param behindWaf Whether people reach it through a firewall, which is there while the server is not.
   */
  constructor(settings = {}, { behindWaf = allBehindWaf } = {}) {
    this.#settings = settings;
    this.#waf = behindWaf ? new Waf() : null;
  }

  /** Where people reach it. */
  get url() {
    return this.#waf?.url ?? this.address;
  }

  /** Where it listens itself. */
  get address() {
    return `http://127.0.0.1:${this.#port}`;
  }

  async start() {
    await this.#startServer();
    if (this.#waf?.isRunning === false) {
      await this.#waf.start(this.address);
    }
  }

  async #startServer() {
    if (!existsSync(program)) {
      throw new Error(`There is no server to test. Build it first: dotnet build src/Parley.Server -c Release (looked for ${program})`);
    }
    this.#port ||= await freePort();
    const child = spawn("dotnet", [program], {
      cwd: this.#folder,
      env: {
        ...process.env,
        ASPNETCORE_URLS: this.address,
        Parley__Database: `sqlite:${join(this.#folder, "parley.db")}`,
        Parley__Logs: "text",
        Parley__Realtime__OfflineAfter: "00:00:01",
        ...this.#settings,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    await new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`The server did not start in time:\n${this.#output}`)), startsWithinMs);
      const read = (data) => {
        this.#output += data;
        if (this.#output.includes("is ready at")) {
          clearTimeout(timer);
          resolve();
        }
      };
      this.#output = "";
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.once("exit", (code) => {
        clearTimeout(timer);
        reject(new Error(`The server ended with ${code}:\n${this.#output}`));
      });
    });
  }

  /** SIGKILL: it dies where it stands. SIGTERM: it closes its connections first. */
  async stop(signal) {
    const child = this.#process;
    if (child === null) {
      return;
    }
    this.#process = null;
    const exited = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    const impatient = setTimeout(() => child.kill("SIGKILL"), stopsWithinMs);
    await exited;
    clearTimeout(impatient);
  }

  async dispose() {
    await this.#waf?.dispose();
    await this.stop("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
