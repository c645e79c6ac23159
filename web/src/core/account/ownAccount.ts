import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { MeDto, MessageMentions, WorkspaceDto } from "../../contracts";
import { getMe } from "../api/accounts";
import type { Http } from "../api/http";
import { isCalled } from "../mentions/isCalled";
import { Keywords } from "../mentions/keywords";

/** Who is signed in, as the server said last. */
export class OwnAccount {
  readonly id: string;
  readonly #http: Http;
  readonly #onChanged: () => void;
  readonly #me: Signal<MeDto>;
  readonly #keywords: ReadonlySignal<Keywords>;

  /** @param onChanged The server told of something new, which others of its answers may follow from. */
  constructor(http: Http, me: MeDto, onChanged: () => void) {
    this.id = me.account.id;
    this.#http = http;
    this.#onChanged = onChanged;
    this.#me = signal(me);
    this.#keywords = computed(() => new Keywords(this.#me.value.keywords));
  }

  get me(): ReadonlySignal<MeDto> {
    return this.#me;
  }

  /** Whether a message of someone else that calls these, with this text, mentions the person: by name, as one of all, or by a keyword. */
  isMention(mentions: MessageMentions | null, text: string): boolean {
    return isCalled(mentions, this.id) || this.#keywords.value.areIn(text);
  }

  /** Takes what REST answered. */
  update(me: MeDto): void {
    this.#me.value = me;
  }

  addWorkspace(workspace: WorkspaceDto): void {
    const me = this.#me.peek();
    if (!me.workspaces.some((known) => known.id === workspace.id)) {
      this.#me.value = { ...me, workspaces: [...me.workspaces, workspace] };
    }
  }

  /** What changed while no connection was open was told to nobody. */
  async compare(): Promise<void> {
    try {
      const me = await getMe(this.#http);
      if (JSON.stringify(me) !== JSON.stringify(this.#me.peek())) {
        this.#took(me);
      }
    } catch {
      // The next connection asks again.
    }
  }

  async reload(): Promise<void> {
    try {
      this.#took(await getMe(this.#http));
    } catch {
      // The next me.changed, or the next connection, brings it.
    }
  }

  #took(me: MeDto): void {
    this.#me.value = me;
    this.#onChanged();
  }
}
