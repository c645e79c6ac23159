import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "./freePort.mjs";

const module_ = "/usr/lib/nginx/modules/ngx_http_modsecurity_module.so";
const rules = "/usr/share/modsecurity-crs/rules";
const exceptions = new URL("../../../deploy/terraform/modules/waf/exceptions.tf", import.meta.url);
const startsWithinMs = 20_000;

/** For a test that needs a firewall: whether this machine has what it takes. */
export const withWaf = {
  skip: existsSync(module_) && existsSync(rules) ? false : "install libnginx-mod-http-modsecurity and modsecurity-crs to run this test",
};

/**
 * A web application firewall in front of a server: nginx with ModSecurity and OWASP's core rules, and the exceptions that deploy/terraform/modules/waf makes for AWS WAF's. The rules
 * are others than Amazon's; that our addresses allow exceptions as narrow as these, and that people can talk about attacks behind them, is the same.
 */
export class Waf {
  #folder = mkdtempSync(join(tmpdir(), "parley-waf-"));
  #process = null;
  #port = 0;
  #output = "";

  get isRunning() {
    return this.#process !== null;
  }

  get url() {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** What was refused, as ModSecurity tells it. */
  get log() {
    return readFileSync(join(this.#folder, "error.log"), "utf8");
  }

  async start(upstream) {
    this.#port ||= await freePort();
    this.#configure(upstream);
    this.#process = spawn("/usr/sbin/nginx", ["-p", this.#folder, "-c", join(this.#folder, "nginx.conf")], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process.stdout.on("data", (data) => (this.#output += data));
    this.#process.stderr.on("data", (data) => (this.#output += data));
    for (const impatient = Date.now() + startsWithinMs; !(await this.#answers()); await pause(20)) {
      if (Date.now() > impatient || this.#process.exitCode !== null) {
        throw new Error(`nginx did not start:\n${this.#output}`);
      }
    }
  }

  async dispose() {
    const child = this.#process;
    if (child !== null && child.exitCode === null) {
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await exited;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #answers() {
    return new Promise((resolve) => {
      const call = request(this.url, { method: "HEAD" }, (answer) => {
        answer.resume();
        resolve(true);
      });
      call.on("error", () => resolve(false));
      call.end();
    });
  }

  #configure(upstream) {
    const at = (name) => join(this.#folder, name);
    mkdirSync(at("tmp"), { mode: 0o777 });
    writeFileSync(at("exceptions.conf"), exceptionRules());
    writeFileSync(
      at("waf.conf"),
      `Include /etc/nginx/modsecurity.conf
SecRuleEngine On
SecAuditEngine Off
SecResponseBodyAccess Off
SecTmpDir ${at("tmp")}
SecDataDir ${at("tmp")}
SecRequestBodyLimit 33554432
SecRequestBodyNoFilesLimit 33554432
SecAction "id:900200,phase:1,nolog,pass,t:none,setvar:'tx.allowed_methods=GET HEAD POST OPTIONS PUT PATCH DELETE'"
Include /etc/modsecurity/crs/crs-setup.conf
Include ${at("exceptions.conf")}
Include ${rules}/*.conf
# Files are of any type; AWS WAF has no rule for it.
SecRuleRemoveById 920420
`,
    );
    const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${at("tmp")}/${name};`).join(" ");
    writeFileSync(
      at("nginx.conf"),
      `load_module ${module_};
daemon off; worker_processes 1; pid ${at("nginx.pid")}; error_log ${at("error.log")} warn;
${process.getuid() === 0 ? "user root;" : ""}
events { worker_connections 1024; }
http {
  ${folders}
  access_log off;
  modsecurity on; modsecurity_rules_file ${at("waf.conf")};
  map $http_upgrade $connection_header { default upgrade; '' ''; }
  server {
    listen 127.0.0.1:${this.#port};
    client_max_body_size 0; proxy_buffering off; proxy_read_timeout 120s;
    location / {
      proxy_pass ${upstream}; proxy_http_version 1.1; proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_header;
    }
  }
}
`,
    );
  }
}

/** The paths of exceptions.tf, in ModSecurity's words: of bodies and queries there, the rules that look for attacks in text look away; addresses, headers and cookies are judged as everywhere. */
export function exceptionRules() {
  const text = readFileSync(exceptions, "utf8");
  const id = text.match(/^ {2}id = "(.*)"$/m)[1];
  const paths = (name) =>
    [...text.match(new RegExp(`${name} = \\{\\n([^]*?)\\n {2}\\}`))[1].matchAll(/"(\^.*?\$)"/g)].map(([, path]) =>
      path.replaceAll(`\${local.id}`, id),
    );
  const blind = (targets) =>
    ["sqli", "xss", "rce", "lfi", "rfi", "injection-php", "generic"]
      .flatMap((tag) => targets.map((target) => `ctl:ruleRemoveTargetByTag=attack-${tag};${target}`))
      .join(",");
  // ModSecurity calls fields of a body and of a query by one name: the former are excepted where there is none of the latter.
  const body = (path, index) =>
    `SecRule REQUEST_FILENAME "@rx ${path}" "id:${10_000 + index},phase:1,pass,nolog,t:none,chain"\n  SecRule QUERY_STRING "@rx ^$" "t:none,${blind(["ARGS", "REQUEST_BODY"])}"`;
  const query = (path, index) =>
    `SecRule REQUEST_FILENAME "@rx ${path}" "id:${10_100 + index},phase:1,pass,nolog,t:none,${blind(["ARGS", "QUERY_STRING", "REQUEST_URI_RAW", "REQUEST_URI"])}"`;
  return `${[...paths("free_bodies").map(body), ...paths("free_queries").map(query)].join("\n")}\n`;
}
