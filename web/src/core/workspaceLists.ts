import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { Clock } from "./clock";

// A change is told to everyone at once, who should not all ask at once; after a lost node everyone comes back at once.
const spreadMs = 1_000;
const spreadAfterGapMs = 4_000;

interface Known<T, V> {
  readonly list: Signal<readonly T[]>;
  readonly byName: ReadonlySignal<ReadonlyMap<string, V>>;
  readonly hasCome: Signal<boolean>;
  isAsking: boolean;
  isStale: boolean;
}

export interface WorkspaceListServices<T, V> {
  readonly clock: Clock;
  readonly random: () => number;
  readonly ask: (workspaceId: string) => Promise<readonly T[]>;
  /** What is looked up by the name of one. */
  readonly valueOf: (item: T) => V;
}

/** A list of named things that each workspace has of its own, asked for as soon as someone looks at it, and again when it changed. */
export class WorkspaceLists<T extends { readonly name: string }, V> {
  readonly #services: WorkspaceListServices<T, V>;
  readonly #known = new Map<string, Known<T, V>>();

  constructor(services: WorkspaceListServices<T, V>) {
    this.#services = services;
  }

  /** In order of name. */
  of(workspaceId: string): ReadonlySignal<readonly T[]> {
    return this.#find(workspaceId).list;
  }

  byNameOf(workspaceId: string): ReadonlySignal<ReadonlyMap<string, V>> {
    return this.#find(workspaceId).byName;
  }

  /** Whether the list is the server's, and not empty because it has not come yet. */
  hasCome(workspaceId: string): boolean {
    return this.#find(workspaceId).hasCome.value;
  }

  /** The workspace's list changed. */
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
        const list = await this.#services.ask(workspaceId);
        batch(() => {
          known.list.value = list;
          known.hasCome.value = true;
        });
      }
    } catch {
      // What was known stays until the next reason to ask.
    } finally {
      known.isAsking = false;
    }
  }

  #find(workspaceId: string): Known<T, V> {
    const found = this.#known.get(workspaceId);
    if (found !== undefined) {
      return found;
    }
    const list = signal<readonly T[]>([]);
    const { valueOf: value } = this.#services;
    const byName = computed(() => new Map(list.value.map((item) => [item.name, value(item)])));
    const known = { list, byName, hasCome: signal(false), isAsking: false, isStale: false };
    this.#known.set(workspaceId, known);
    void this.load(workspaceId);
    return known;
  }

  #askWithin(ms: number, workspaceId: string, known: Known<T, V>): void {
    const { clock, random } = this.#services;
    if (!known.isStale) {
      known.isStale = true;
      clock.after(random() * ms, () => void this.load(workspaceId));
    }
  }
}
