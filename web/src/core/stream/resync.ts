import { problemCodes } from "../../contracts";
import { hasCode, isPassing } from "../api/http";
import type { Clock } from "../clock";
import { backoffMs } from "../connection/backoff";

export interface ResyncServices {
  readonly clock: Clock;
  readonly random: () => number;
  /** Asks the server for all channels, and takes its answer. */
  readonly sync: () => Promise<void>;
}

// Several channels that ask to be looked at again are answered by one request.
const soonMs = 250;

/** Has the channels asked for again: once for all reasons that come together, and until the server answers. */
export class Resync {
  readonly #services: ResyncServices;
  #isRunning = false;
  #isDue = false;
  #attempt = 0;
  #isDisposed = false;

  constructor(services: ResyncServices) {
    this.#services = services;
  }

  soon(): void {
    this.#isDue = true;
    if (!this.#isRunning) {
      this.#isRunning = true;
      this.#services.clock.after(soonMs, () => void this.#run());
    }
  }

  dispose(): void {
    this.#isDisposed = true;
  }

  async #run(): Promise<void> {
    this.#isDue = false;
    let againAfterMs: number | null = null;
    try {
      await this.#services.sync();
      this.#attempt = 0;
    } catch (error) {
      if (isPassing(error)) {
        againAfterMs = backoffMs(this.#attempt, this.#services.random);
        this.#attempt += 1;
      } else if (!hasCode(error, problemCodes.notSignedIn)) {
        throw error;
      }
    }
    if (this.#isDue) {
      againAfterMs ??= soonMs;
    }
    this.#isRunning = againAfterMs !== null && !this.#isDisposed;
    if (this.#isRunning && againAfterMs !== null) {
      this.#services.clock.after(againAfterMs, () => void this.#run());
    }
  }
}
