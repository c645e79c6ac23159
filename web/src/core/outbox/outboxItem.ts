import type { FileDto, MessageDto, ProblemDto } from "../../contracts";

export type SendState =
  | { readonly name: "waiting" }
  | { readonly name: "sending" }
  /** Stored by the server; shown from here until its event takes its place in the channel. */
  | { readonly name: "sent"; readonly message: MessageDto }
  /** The server refused it; only the person can help. */
  | { readonly name: "failed"; readonly problem: ProblemDto | null };

/** Where a reply belongs. */
export interface ReplyTo {
  /** The seq of the thread's root. */
  readonly threadSeq: number;
  readonly alsoInChannel: boolean;
}

/** A message that was written here and is not yet known to be in the channel. */
export interface OutboxItem {
  readonly clientMessageId: string;
  readonly channelId: string;
  readonly text: string;
  /** null: it is no reply. */
  readonly reply: ReplyTo | null;
  /** Uploaded before; the message brings them to its readers. */
  readonly files: readonly FileDto[];
  readonly writtenAtMs: number;
  readonly state: SendState;
  /** An event with this seq was taken for it, while the answer to the post is not here; null: none was. */
  readonly arrivedSeq: number | null;
}

/** The place in the channel's log, exact once it is sent. null: it has none that is known. */
export function seqOf({ state, arrivedSeq }: OutboxItem): number | null {
  return state.name === "sent" ? state.message.seq : arrivedSeq;
}
