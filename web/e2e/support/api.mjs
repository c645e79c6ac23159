import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

export const password = "correct horse battery";

/** One account's view of the server's public interface, for what a test needs to be there. */
export class Api {
  #url;
  #token;

  constructor(url, account, token) {
    this.#url = url;
    this.#token = token;
    this.account = account;
  }

  get id() {
    return this.account.id;
  }

  get username() {
    return this.account.username;
  }

  static async signUp(url, body) {
    const { account, token } = await call(url, "POST", "/api/v1/accounts", { password, ...body });
    return new Api(url, account, token);
  }

  static async signIn(url, username, secret) {
    const { account, token } = await call(url, "POST", "/api/v1/sign-ins", { username, password: secret });
    return new Api(url, account, token);
  }

  get = (path) => call(this.#url, "GET", path, undefined, this.#token);
  post = (path, body) => call(this.#url, "POST", path, body, this.#token);
  put = (path, body) => call(this.#url, "PUT", path, body, this.#token);
  patch = (path, body) => call(this.#url, "PATCH", path, body, this.#token);
  putBytes = (path, bytes) => call(this.#url, "PUT", path, bytes, this.#token);
  postBytes = (path, bytes) => call(this.#url, "POST", path, bytes, this.#token);
  delete = (path) => call(this.#url, "DELETE", path, undefined, this.#token);

  say(channelId, text) {
    return this.post(`/api/v1/channels/${channelId}/messages`, { text, clientMessageId: randomUUID() });
  }

  reply(channelId, threadSeq, text, more = {}) {
    return this.post(`/api/v1/channels/${channelId}/messages`, { text, clientMessageId: randomUUID(), threadSeq, ...more });
  }

  /** Every message of the channel, in order. */
  async history(channelId) {
    const all = [];
    for (let hasNewer = true; hasNewer; ) {
      const page = await this.get(`/api/v1/channels/${channelId}/messages?after=${all.at(-1)?.seq ?? 0}&limit=200`);
      all.push(...page.messages);
      hasNewer = page.hasNewer;
    }
    return all;
  }
}

async function call(url, method, path, body, token) {
  const response = await fetch(url + path, {
    method,
    headers: {
      "X-Parley-Anti-Forgery": "1",
      ...(body !== undefined && { "Content-Type": Buffer.isBuffer(body) ? "image/png" : "application/json" }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
  return text === "" ? null : JSON.parse(text);
}
