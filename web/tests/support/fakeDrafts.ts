import type { DraftDto } from "../../src/contracts";

/** The drafts of an account, as its server has them. */
export class FakeDrafts {
  drafts: DraftDto[] = [];
  /** The status with which everything is refused. */
  refusal: number | null = null;
  #writes = 0;
  #held: Promise<void> | null = null;

  async list(): Promise<Response> {
    const answer = Response.json({ drafts: this.drafts });
    await this.#held;
    return answer;
  }

  /** The next list is made when it is asked for, and arrives when the answer is called. */
  holdList(): () => void {
    let release = () => {};
    this.#held = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  /** As another device would. */
  write(channelId: string, threadSeq: number | null, text: string): DraftDto {
    this.remove(channelId, threadSeq);
    this.#writes += 1;
    const draft = { channelId, threadSeq, text, updatedAt: `2026-01-01T00:00:${String(this.#writes).padStart(2, "0")}Z` };
    this.drafts = [draft, ...this.drafts];
    return draft;
  }

  remove(channelId: string, threadSeq: number | null): void {
    this.drafts = this.drafts.filter((draft) => draft.channelId !== channelId || draft.threadSeq !== threadSeq);
  }

  answer(channelId: string, input: string, init: RequestInit | undefined): Response {
    if (this.refusal !== null) {
      return Response.json({ title: "Refused", status: this.refusal, code: "refused" }, { status: this.refusal });
    }
    const threadSeq = new URL(input, "http://localhost").searchParams.get("threadSeq");
    const thread = threadSeq === null ? null : Number(threadSeq);
    if (init?.method === "DELETE") {
      this.remove(channelId, thread);
      return new Response(null, { status: 204 });
    }
    return Response.json(this.write(channelId, thread, (JSON.parse(String(init?.body)) as { text: string }).text));
  }
}
