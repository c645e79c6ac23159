import { type ReadonlySignal, signal } from "@preact/signals-core";
import { type ClientFrame, closeCodes, DecodeError, reconnects, type ServerFrame } from "../../contracts";
import { serverFrame } from "../../contracts/frameDecoders";
import type { Clock } from "../clock";
import { backoffMs } from "./backoff";
import type { OpenSocket, Socket } from "./socket";

export type ConnectionState =
  | { readonly name: "idle" }
  | { readonly name: "connecting"; readonly attempt: number }
  | { readonly name: "online" }
  | { readonly name: "waiting"; readonly attempt: number; readonly retryAtMs: number }
  | { readonly name: "closed"; readonly reason: "signed-out" | "refused" };

export interface ConnectionOptions {
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** The first frame, with the cursors of this moment. */
  readonly hello: () => ClientFrame;
  /** Everything the server sends, `ready` included, in its order; pongs stay here. */
  readonly onFrame: (frame: ServerFrame) => void;
}

const readyWithinMs = 15_000;
const pingAfterMs = 25_000;
const answerWithinMs = 10_000;
/** A probe follows a sign of trouble (the machine woke up, the network changed), so it waits less. */
const probeWithinMs = 3_000;
/** A node that takes connections and drops them at once must not be met with the shortest pause again and again. */
const settledAfterMs = 20_000;
const tooManyFramesPauseMs = 5_000;

/**
 * Keeps one event stream open: connects, finds dead connections with pings, and reconnects with backoff until it is stopped or
 * the server says that only a sign-in helps.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #state = signal<ConnectionState>({ name: "idle" });
  #socket: Socket | null = null;
  /** Tells the callbacks of a socket that was given up from those of the present one. */
  #generation = 0;
  #attempt = 0;
  #ping = 0;
  #cancelTimer: () => void = () => {};
  #cancelSettled: () => void = () => {};

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get state(): ReadonlySignal<ConnectionState> {
    return this.#state;
  }

  start(): void {
    if (this.#state.value.name === "idle" || this.#state.value.name === "closed") {
      this.#attempt = 0;
      this.#connect();
    }
  }

  stop(): void {
    this.#dropSocket();
    this.#state.value = { name: "idle" };
  }

  /** Frames that are lost when the connection is down: all that a client sends after its first frame may be. */
  send(frame: ClientFrame): void {
    if (this.#state.value.name === "online") {
      this.#socket?.send(JSON.stringify(frame));
    }
  }

  /** Something suggests that now is a good moment: the network is back, the page is visible again, the person pressed "Try now". */
  wake(): void {
    switch (this.#state.value.name) {
      case "waiting":
        this.#connect();
        break;
      case "online":
        this.#askForPong(probeWithinMs);
        break;
      default:
        break;
    }
  }

  #connect(): void {
    this.#dropSocket();
    const generation = this.#generation;
    this.#state.value = { name: "connecting", attempt: this.#attempt };
    const current = () => generation === this.#generation;
    this.#cancelTimer = this.#options.clock.after(readyWithinMs, () => this.#lost(0));
    this.#socket = this.#options.openSocket({
      onOpen: () => {
        if (current()) {
          this.#socket?.send(JSON.stringify(this.#options.hello()));
        }
      },
      onText: (text) => {
        if (current()) {
          this.#receive(text);
        }
      },
      onClose: (code) => {
        if (current()) {
          this.#closed(code);
        }
      },
    });
  }

  #receive(text: string): void {
    const frame = parse(text);
    if (frame === null) {
      this.#lost(0);
      return;
    }
    if (frame.type === "ready") {
      this.#state.value = { name: "online" };
      this.#cancelSettled = this.#options.clock.after(settledAfterMs, () => {
        this.#attempt = 0;
      });
    }
    if (this.#state.value.name === "online") {
      this.#armPing();
    }
    if (frame.type !== "pong") {
      this.#options.onFrame(frame);
    }
  }

  /** Every frame shows that the connection lives, so the next ping moves away. */
  #armPing(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(pingAfterMs, () => this.#askForPong(answerWithinMs));
  }

  #askForPong(withinMs: number): void {
    this.#ping += 1;
    this.send({ type: "ping", n: this.#ping });
    this.#cancelTimer();
    this.#cancelTimer = this.#options.clock.after(withinMs, () => this.#lost(0));
  }

  #closed(code: number): void {
    if (reconnects(code)) {
      if (code === closeCodes.serverStopping && this.#state.value.name === "online") {
        // The node leaves and others are there: the next attempt is soon, at a moment of its own.
        this.#attempt = 0;
      }
      this.#lost(code === closeCodes.tooManyFrames ? tooManyFramesPauseMs : 0);
      return;
    }
    this.#dropSocket();
    const signedOut = code === closeCodes.badCredentials || code === closeCodes.revoked;
    this.#state.value = { name: "closed", reason: signedOut ? "signed-out" : "refused" };
  }

  #lost(pauseMs: number): void {
    this.#dropSocket();
    const { clock, random } = this.#options;
    const delayMs = pauseMs + backoffMs(this.#attempt, random);
    this.#attempt += 1;
    this.#state.value = { name: "waiting", attempt: this.#attempt, retryAtMs: clock.nowMs() + delayMs };
    this.#cancelTimer = clock.after(delayMs, () => this.#connect());
  }

  #dropSocket(): void {
    this.#generation += 1;
    this.#cancelTimer();
    this.#cancelSettled();
    this.#socket?.close();
    this.#socket = null;
  }
}

/** null: not a frame that this client can read, so that what follows cannot be trusted either. */
function parse(text: string): ServerFrame | null {
  try {
    return serverFrame(JSON.parse(text), "frame");
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof DecodeError) {
      return null;
    }
    throw error;
  }
}
