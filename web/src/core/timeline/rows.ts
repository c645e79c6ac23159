import type { MessageDto } from "../../contracts";
import type { StoredItem, SystemChange } from "../channels/timelineItem";
import type { OutboxItem } from "../outbox/outboxItem";

/** One row of the timeline. The key stays the same while a sent message turns into a stored one, so that its row stays in its place. */
export type TimelineRow =
  | { readonly kind: "message"; readonly key: string; readonly order: number; readonly message: MessageDto }
  | {
      readonly kind: "system";
      readonly key: string;
      readonly order: number;
      readonly at: string;
      readonly actorId: string;
      readonly change: SystemChange;
    }
  | { readonly kind: "pending"; readonly key: string; readonly order: number; readonly item: OutboxItem };

/** Above every seq, so that what is not stored yet stands below what is. */
const pendingOrder = 2 ** 50;

export function rowsOf(items: readonly StoredItem[], pending: readonly OutboxItem[], myId: string): readonly TimelineRow[] {
  const stored = items.map((item) => rowOf(item, myId));
  return pending.length === 0 ? stored : [...stored, ...pending.map(pendingRow)];
}

// Rows are made once per item, so that a row that did not change is the same object and its component is left alone.
const storedRows = new WeakMap<StoredItem, TimelineRow>();

function rowOf(item: StoredItem, myId: string): TimelineRow {
  const known = storedRows.get(item);
  if (known !== undefined) {
    return known;
  }
  const row = makeRow(item, myId);
  storedRows.set(item, row);
  return row;
}

function makeRow(item: StoredItem, myId: string): TimelineRow {
  if (item.kind === "system") {
    return { kind: "system", key: String(item.seq), order: item.seq, at: item.at, actorId: item.actorId, change: item.change };
  }
  const { message } = item;
  return { kind: "message", key: message.authorId === myId ? message.clientMessageId : String(item.seq), order: item.seq, message };
}

const pendingRows = new WeakMap<OutboxItem, Map<number, TimelineRow>>();

function pendingRow(item: OutboxItem, index: number): TimelineRow {
  const byIndex = pendingRows.get(item) ?? new Map<number, TimelineRow>();
  pendingRows.set(item, byIndex);
  const row: TimelineRow = byIndex.get(index) ?? { kind: "pending", key: item.clientMessageId, order: pendingOrder + index, item };
  byIndex.set(index, row);
  return row;
}

export function timeOf(row: TimelineRow): number {
  switch (row.kind) {
    case "message":
      return Date.parse(row.message.postedAt);
    case "system":
      return Date.parse(row.at);
    case "pending":
      return row.item.state.name === "sent" ? Date.parse(row.item.state.message.postedAt) : row.item.writtenAtMs;
  }
}

const groupWithinMs = 5 * 60_000;

/** Whether the row goes on under the name of the one above it. */
export function continues(row: TimelineRow, above: TimelineRow | undefined, myId: string): boolean {
  if (above === undefined || row.kind === "system" || above.kind === "system") {
    return false;
  }
  const gapMs = timeOf(row) - timeOf(above);
  return authorOfRow(row, myId) === authorOfRow(above, myId) && gapMs < groupWithinMs;
}

function authorOfRow(row: Exclude<TimelineRow, { kind: "system" }>, myId: string): string {
  return row.kind === "message" ? row.message.authorId : myId;
}

/** Whether a new day of the reader begins with the row. */
export function beginsDay(row: TimelineRow, above: TimelineRow | undefined): boolean {
  return above === undefined || new Date(timeOf(row)).toDateString() !== new Date(timeOf(above)).toDateString();
}
