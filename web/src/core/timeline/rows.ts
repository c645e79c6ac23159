import { authorOf, type KnownMessage, type StoredItem, type SystemChange } from "../channels/timelineItem";
import type { OutboxItem } from "../outbox/outboxItem";

/** One row of the timeline. The key stays the same while a sent message turns into a stored one, so that its row stays in its place. */
export type TimelineRow =
  | { readonly kind: "message"; readonly key: string; readonly order: number; readonly message: KnownMessage }
  | {
      readonly kind: "system";
      readonly key: string;
      readonly order: number;
      readonly at: string;
      readonly actorId: string;
      readonly change: RowChange;
    }
  | { readonly kind: "pending"; readonly key: string; readonly order: number; readonly item: OutboxItem };

/** What a line tells; people who joined one after the other share one. */
export type RowChange = Exclude<SystemChange, { kind: "joined" }> | { readonly kind: "joined"; readonly accountIds: readonly string[] };

/** Above every seq, so that what is not stored yet stands below what is. */
const pendingOrder = 2 ** 50;

/** @param sentAs The client message id under which a message was sent from here, by its seq. */
export function rowsOf(
  items: readonly StoredItem[],
  pending: readonly OutboxItem[],
  sentAs: (seq: number) => string | undefined,
): readonly TimelineRow[] {
  const stored: TimelineRow[] = [];
  for (let start = 0; start < items.length; ) {
    const end = endOfRun(items, start);
    const last = items[end - 1];
    if (last !== undefined) {
      stored.push(end - start === 1 ? rowOf(last, sentAs(last.seq) ?? String(last.seq)) : runOf(items.slice(start, end), last));
    }
    start = end;
  }
  return pending.length === 0 ? stored : [...stored, ...pending.map(pendingRow)];
}

// Rows are made once per item, so that a row that did not change is the same object and its component is left alone.
const storedRows = new WeakMap<StoredItem, TimelineRow>();

function rowOf(item: StoredItem, key: string): TimelineRow {
  const known = storedRows.get(item);
  if (known?.key === key) {
    return known;
  }
  const row = makeRow(item, key);
  storedRows.set(item, row);
  return row;
}

function makeRow(item: StoredItem, key: string): TimelineRow {
  if (item.kind === "system") {
    const change: RowChange = item.change.kind === "joined" ? { kind: "joined", accountIds: [item.change.accountId] } : item.change;
    return { kind: "system", key, order: item.seq, at: item.at, actorId: item.actorId, change };
  }
  return { kind: "message", key, order: item.seq, message: item.message };
}

/** Where the people who joined from here on, by themselves or brought by one person, on one day, end. */
function endOfRun(items: readonly StoredItem[], start: number): number {
  let end = start + 1;
  while (isSameRun(items[end - 1], items[end])) {
    end += 1;
  }
  return end;
}

function isSameRun(above: StoredItem | undefined, item: StoredItem | undefined): boolean {
  return (
    above?.kind === "system" &&
    item?.kind === "system" &&
    above.change.kind === "joined" &&
    item.change.kind === "joined" &&
    broughtBy(above.actorId, above.change.accountId) === broughtBy(item.actorId, item.change.accountId) &&
    isSameDay(Date.parse(above.at), Date.parse(item.at))
  );
}

/** null: they came by themselves. */
function broughtBy(actorId: string, accountId: string): string | null {
  return actorId === accountId ? null : actorId;
}

const runRows = new WeakMap<StoredItem, TimelineRow>();

/** Named by its last item, so that it stays in its place when older ones are loaded above it. */
function runOf(run: readonly StoredItem[], last: StoredItem): TimelineRow {
  const accountIds = run.flatMap((item) => (item.kind === "system" && item.change.kind === "joined" ? [item.change.accountId] : []));
  const known = runRows.get(last);
  if (known?.kind === "system" && known.change.kind === "joined" && known.change.accountIds.length === accountIds.length) {
    return known;
  }
  const { seq } = last;
  const row: TimelineRow = {
    kind: "system",
    key: String(seq),
    order: seq,
    at: last.kind === "system" ? last.at : last.message.postedAt,
    actorId: authorOf(last),
    change: { kind: "joined", accountIds },
  };
  runRows.set(last, row);
  return row;
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
  return above === undefined || !isSameDay(timeOf(row), timeOf(above));
}

const longestDayMs = 25 * 3_600_000;

/** Without writing dates as text: every row on screen is asked with each message that comes. */
function isSameDay(aMs: number, bMs: number): boolean {
  return Math.abs(aMs - bMs) <= longestDayMs && new Date(aMs).getDate() === new Date(bMs).getDate();
}
