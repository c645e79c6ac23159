import type { MessageDto, ProblemDto } from "../../contracts";

export type SendState =
  | { readonly name: "waiting" }
  | { readonly name: "sending" }
  /** Stored by the server; shown from here until its event takes its place in the channel. */
  | { readonly name: "sent"; readonly message: MessageDto }
  /** The server refused it; only the person can help. */
  | { readonly name: "failed"; readonly problem: ProblemDto | null };

/** A message that was written here and is not yet in the channel. */
export interface OutboxItem {
  readonly clientMessageId: string;
  readonly channelId: string;
  readonly text: string;
  readonly writtenAtMs: number;
  readonly state: SendState;
}
