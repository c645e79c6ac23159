import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { PresenceFrame, PresenceStatus } from "../../contracts";

/** Who is there. Changes count only after the whole picture of the present connection. */
export class Presence {
  readonly #byId = signal<ReadonlyMap<string, PresenceStatus>>(new Map());
  #hasSnapshot = false;

  get byId(): ReadonlySignal<ReadonlyMap<string, PresenceStatus>> {
    return this.#byId;
  }

  /** A new connection is ready; its picture is still to come, until then the old one is shown. */
  connected(): void {
    this.#hasSnapshot = false;
  }

  apply(frame: PresenceFrame): void {
    if (frame.isSnapshot) {
      this.#hasSnapshot = true;
      this.#byId.value = new Map(Object.entries(frame.accounts));
    } else if (this.#hasSnapshot) {
      this.#byId.value = new Map([...this.#byId.value, ...Object.entries(frame.accounts)]);
    }
  }
}
