import type { Decoder, ProblemDto } from "../../contracts";
import { problemCodes } from "../../contracts";
import { problem as decodeProblem } from "../../contracts/decoders";

/** The server answered, and refused. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly problem: ProblemDto;
  /** How long the server asks to wait before the call is repeated; null when it does not say. */
  readonly retryAfterMs: number | null;

  constructor(problem: ProblemDto, retryAfterMs: number | null) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
}

/** No answer came, so whether the request took effect is unknown. */
export class NetworkError extends Error {
  override readonly name = "NetworkError";
}

/** Whether the same call may succeed later without a change by the person. */
export function isPassing(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ProblemError && (error.problem.status >= 500 || error.problem.status === 429));
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof ProblemError && error.problem.code === code;
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface HttpOptions {
  readonly fetch: typeof fetch;
  /** The server no longer knows this sign-in. */
  readonly onSignedOut: () => void;
}

// Without it a connection that the network swallowed would keep a message "sending" until the browser gives up, minutes later.
const answerWithinMs = 30_000;

/** Speaks REST with the server, as the account whose cookie the browser holds. */
export class Http {
  readonly #options: HttpOptions;

  constructor(options: HttpOptions) {
    this.#options = options;
  }

  get<T>(path: string, decode: Decoder<T>): Promise<T> {
    return this.send("GET", path, decode);
  }

  /** @param body Sent as JSON; a blob as it is. */
  async send<T>(method: Method, path: string, decode: Decoder<T>, body?: object): Promise<T> {
    const response = await this.#fetch(method, path, body);
    if (!response.ok) {
      throw await this.#refusal(response);
    }
    return decode(response.status === 204 ? null : await json(response), path);
  }

  async #fetch(method: Method, path: string, body: object | undefined): Promise<Response> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (method !== "GET") {
      headers["X-Parley-Anti-Forgery"] = "1";
    }
    if (body !== undefined) {
      headers["Content-Type"] = body instanceof Blob ? body.type : "application/json";
    }
    try {
      return await this.#options.fetch(`/api/v1${path}`, {
        method,
        headers,
        credentials: "same-origin",
        signal: AbortSignal.timeout(answerWithinMs),
        ...(body !== undefined && { body: body instanceof Blob ? body : JSON.stringify(body) }),
      });
    } catch (cause) {
      throw new NetworkError("The server did not answer.", { cause });
    }
  }

  async #refusal(response: Response): Promise<Error> {
    const error = await readRefusal(response);
    if (hasCode(error, problemCodes.notSignedIn)) {
      this.#options.onSignedOut();
    }
    return error;
  }
}

async function json(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    throw new NetworkError("The answer broke off.", { cause });
  }
}

async function readRefusal(response: Response): Promise<ProblemError> {
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : null;
  try {
    return new ProblemError(decodeProblem(await response.json(), "problem"), retryAfterMs);
  } catch {
    // A proxy answered in the server's place, with a page of its own.
    const { status, statusText } = response;
    const code = status === 401 ? problemCodes.notSignedIn : status >= 500 ? problemCodes.unavailable : problemCodes.serverError;
    return new ProblemError({ title: statusText || `Status ${status}`, status, detail: null, code, errors: {} }, retryAfterMs);
  }
}

/** Puts a value into a path, whatever characters it has. */
export function segment(value: string | number): string {
  return encodeURIComponent(value);
}

export function query(values: Readonly<Record<string, string | number | boolean | null | undefined>>): string {
  const parts = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return parts.length === 0 ? "" : `?${parts.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`).join("&")}`;
}
