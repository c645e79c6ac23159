import { list } from "../../contracts/decode";
import { file } from "../../contracts/decoders";
import { accountPrefix, keysWith, type LocalStore, trySet } from "../local/store";
import type { OutboxItem, ReplyTo } from "./outboxItem";

/** An entry per message, so that two tabs that write at once do not overwrite each other. */
export class OutboxStore {
  readonly #store: LocalStore;
  readonly #prefix: string;

  constructor(store: LocalStore, accountId: string) {
    this.#store = store;
    this.#prefix = `${accountPrefix(accountId)}outbox.`;
  }

  /** Oldest first. */
  load(): readonly OutboxItem[] {
    return keysWith(this.#store, this.#prefix)
      .map((key) => read(this.#store.getItem(key)))
      .filter((item) => item !== null)
      .sort((a, b) => a.writtenAtMs - b.writtenAtMs || (a.clientMessageId < b.clientMessageId ? -1 : 1));
  }

  save(item: OutboxItem): void {
    const { clientMessageId, channelId, text, reply, files, writtenAtMs, state } = item;
    const failed = state.name === "failed";
    trySet(
      this.#store,
      this.#prefix + clientMessageId,
      JSON.stringify({ clientMessageId, channelId, text, reply, files, writtenAtMs, failed }),
    );
  }

  remove(clientMessageId: string): void {
    this.#store.removeItem(this.#prefix + clientMessageId);
  }
}

function read(json: string | null): OutboxItem | null {
  try {
    const value: unknown = JSON.parse(json ?? "null");
    return isSaved(value)
      ? { ...pick(value), state: value.failed ? { name: "failed", problem: null } : { name: "waiting" }, arrivedSeq: null }
      : null;
  } catch {
    return null;
  }
}

const savedFiles = list(file);

type SavedItem = Omit<OutboxItem, "state" | "arrivedSeq">;

interface Saved extends SavedItem {
  readonly failed: boolean;
}

function pick({ clientMessageId, channelId, text, reply, files, writtenAtMs }: Saved): SavedItem {
  return { clientMessageId, channelId, text, reply: isReply(reply) ? reply : null, files: savedFiles(files ?? [], "files"), writtenAtMs };
}

function isReply(value: unknown): value is ReplyTo {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const { threadSeq, alsoInChannel } = value as Partial<ReplyTo>;
  return typeof threadSeq === "number" && typeof alsoInChannel === "boolean";
}

function isSaved(value: unknown): value is Saved {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const { clientMessageId, channelId, text, writtenAtMs } = value as Partial<Saved>;
  return (
    typeof clientMessageId === "string" && typeof channelId === "string" && typeof text === "string" && typeof writtenAtMs === "number"
  );
}
