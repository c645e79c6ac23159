import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { MemberDto } from "../../contracts";
import type { Http } from "../api/http";
import { getMembers } from "../api/workspaces";
import type { Clock } from "../clock";

// A flood of joins asks for the list once, not once per person.
const askAgainAfterMs = 300;

/** Who is in a workspace. */
export class People {
  readonly #http: Http;
  readonly #clock: Clock;
  readonly #workspaceId: string;
  readonly #byId = signal<ReadonlyMap<string, MemberDto>>(new Map());
  #loading: Promise<void> | null = null;
  #isDue = false;
  /** Accounts that the server did not name when asked: former members, whose messages stay. */
  readonly #unnamed = new Set<string>();

  constructor(http: Http, clock: Clock, workspaceId: string) {
    this.#http = http;
    this.#clock = clock;
    this.#workspaceId = workspaceId;
  }

  get byId(): ReadonlySignal<ReadonlyMap<string, MemberDto>> {
    return this.#byId;
  }

  load(): Promise<void> {
    this.#loading ??= this.#loadAll().finally(() => {
      this.#loading = null;
    });
    return this.#loading;
  }

  /** Asks again when one of the accounts is not known: someone new came. */
  expect(accountIds: Iterable<string>): void {
    const unknown = [...accountIds].filter((id) => !this.#byId.value.has(id) && !this.#unnamed.has(id));
    if (unknown.length === 0 || this.#byId.value.size === 0) {
      return;
    }
    for (const id of unknown) {
      this.#unnamed.add(id);
    }
    this.refresh();
  }

  /** Names or roles changed. */
  refresh(): void {
    if (!this.#isDue) {
      this.#isDue = true;
      this.#clock.after(askAgainAfterMs, () => {
        this.#isDue = false;
        this.load().catch(() => {
          // Names that are missing stay missing until the next reason to ask.
        });
      });
    }
  }

  async #loadAll(): Promise<void> {
    const members = new Map<string, MemberDto>();
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof getMembers>> = await getMembers(this.#http, this.#workspaceId, cursor);
      for (const member of page.members) {
        members.set(member.accountId, member);
        this.#unnamed.delete(member.accountId);
      }
      cursor = page.cursor;
    } while (cursor !== null);
    this.#byId.value = members;
  }
}
