import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { CustomEmojiDto } from "../../contracts/customEmoji";
import { getEmoji } from "../api/emoji";
import type { Http } from "../api/http";
import type { Clock } from "../clock";

// A change is told to everyone at once, who should not all ask at once; after a lost node everyone comes back at once.
const spreadMs = 1_000;
const spreadAfterGapMs = 4_000;

interface Known {
  readonly list: Signal<readonly CustomEmojiDto[]>;
  readonly urls: ReadonlySignal<ReadonlyMap<string, string>>;
  isAsking: boolean;
  isStale: boolean;
}

/** The emoji of each workspace's own, asked for as soon as someone looks at it. */
export class CustomEmoji {
  readonly #http: Http;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #known = new Map<string, Known>();

  constructor(http: Http, clock: Clock, random: () => number) {
    this.#http = http;
    this.#clock = clock;
    this.#random = random;
  }

  /** In order of name. */
  of(workspaceId: string): ReadonlySignal<readonly CustomEmojiDto[]> {
    return this.#find(workspaceId).list;
  }

  /** The addresses of their pictures, by name. */
  urlsOf(workspaceId: string): ReadonlySignal<ReadonlyMap<string, string>> {
    return this.#find(workspaceId).urls;
  }

  /** The workspace's emoji changed. */
  changed(workspaceId: string): void {
    const known = this.#known.get(workspaceId);
    if (known !== undefined) {
      this.#askWithin(spreadMs, workspaceId, known);
    }
  }

  /** What changed while no connection was open was told to nobody. */
  refreshAfterGap(): void {
    for (const [workspaceId, known] of this.#known) {
      this.#askWithin(spreadAfterGapMs, workspaceId, known);
    }
  }

  /** Asks now: after a change of one's own. */
  async load(workspaceId: string): Promise<void> {
    const known = this.#find(workspaceId);
    known.isStale = true;
    if (known.isAsking) {
      return;
    }
    known.isAsking = true;
    try {
      while (known.isStale) {
        known.isStale = false;
        known.list.value = (await getEmoji(this.#http, workspaceId)).emoji;
      }
    } catch {
      // Names are text until the next reason to ask.
    } finally {
      known.isAsking = false;
    }
  }

  #find(workspaceId: string): Known {
    const found = this.#known.get(workspaceId);
    if (found !== undefined) {
      return found;
    }
    const list = signal<readonly CustomEmojiDto[]>([]);
    const known = { list, urls: computed(() => new Map(list.value.map(({ name, url }) => [name, url]))), isAsking: false, isStale: false };
    this.#known.set(workspaceId, known);
    void this.load(workspaceId);
    return known;
  }

  #askWithin(ms: number, workspaceId: string, known: Known): void {
    if (!known.isStale) {
      known.isStale = true;
      this.#clock.after(this.#random() * ms, () => void this.load(workspaceId));
    }
  }
}
