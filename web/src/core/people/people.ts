import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { MemberDto } from "../../contracts";
import type { Http } from "../api/http";
import { getMember, getMembers } from "../api/workspaces";
import type { Clock } from "../clock";

// A flood of joins asks for the list once, not once per person.
const askAgainAfterMs = 300;

// More changed people than this are asked for by the list.
const mostAskedAlone = 20;

// Everyone who lost the connection at the same time asks within this, not at once.
const askAfterGapWithinMs = 10_000;

/** Who is in a workspace. */
export class People {
  readonly #http: Http;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #workspaceId: string;
  readonly #byId = signal<ReadonlyMap<string, MemberDto>>(new Map());
  #loading: Promise<void> | null = null;
  #isDue = false;
  readonly #changed = new Set<string>();
  /** Accounts that the server did not name when asked: former members, whose messages stay. */
  readonly #unnamed = new Set<string>();

  constructor(http: Http, clock: Clock, random: () => number, workspaceId: string) {
    this.#http = http;
    this.#clock = clock;
    this.#random = random;
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

  /** What is shown of someone changed. All who see them ask, and in a large workspace not all at the same moment: some thousand a second. */
  changed(accountId: string): void {
    this.#changed.add(accountId);
    if (this.#changed.size === 1) {
      this.#clock.after(askAgainAfterMs + this.#random() * this.#byId.value.size, () => void this.#askForChanged());
    }
  }

  /** Who changed while there was no connection was told to nobody. */
  refreshAfterGap(): void {
    this.refresh(this.#random() * askAfterGapWithinMs);
  }

  /** Names or roles changed. */
  refresh(laterMs = 0): void {
    if (!this.#isDue) {
      this.#isDue = true;
      this.#clock.after(askAgainAfterMs + laterMs, () => {
        this.#isDue = false;
        this.load().catch(() => {
          // Names that are missing stay missing until the next reason to ask.
        });
      });
    }
  }

  async #askForChanged(): Promise<void> {
    const accountIds = [...this.#changed];
    this.#changed.clear();
    if (accountIds.length > mostAskedAlone) {
      this.refresh();
      return;
    }
    try {
      // A list that was read before the change would bring the old look back.
      await this.#loading;
      for (const accountId of accountIds) {
        const member = await getMember(this.#http, this.#workspaceId, accountId);
        this.#unnamed.delete(accountId);
        this.#byId.value = new Map([...this.#byId.value, [accountId, member]]);
      }
    } catch {
      // Someone who is not seen here, or no answer: the next reason to ask brings what is missing.
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
