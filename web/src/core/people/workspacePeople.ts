import type { Http } from "../api/http";
import type { Clock } from "../clock";
import { People } from "./people";

/** Who is in each workspace, asked for as soon as someone looks. */
export class WorkspacePeople {
  readonly #http: Http;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #known = new Map<string, People>();

  constructor(http: Http, clock: Clock, random: () => number) {
    this.#http = http;
    this.#clock = clock;
    this.#random = random;
  }

  of(workspaceId: string): People {
    const known = this.#known.get(workspaceId);
    if (known !== undefined) {
      return known;
    }
    const people = new People(this.#http, this.#clock, this.#random, workspaceId);
    this.#known.set(workspaceId, people);
    people.load().catch(() => {
      // Names come with the next reason to ask; until then rows say that the person is not known.
    });
    return people;
  }

  /** undefined: nobody has looked. */
  find(workspaceId: string): People | undefined {
    return this.#known.get(workspaceId);
  }

  /** What is shown of someone changed. */
  changed(accountId: string): void {
    for (const people of this.#known.values()) {
      people.changed(accountId);
    }
  }

  refreshAfterGap(): void {
    for (const people of this.#known.values()) {
      people.refreshAfterGap();
    }
  }

  refresh(): void {
    for (const people of this.#known.values()) {
      people.refresh();
    }
  }
}
