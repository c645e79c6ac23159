/** The most rows that are in the document at once. */
export const mostRows = 170;
/** Rows that enter and leave together. */
export const step = 12;
/** Rows shown at first, which fill a screen; more come when there is time. */
export const endRows = 36;

/** The rows of a list that are in the document: from `first`, `count` of them. `first` is the order of a row, so that it stands while rows are added before it. */
export interface RowWindow {
  readonly first: number;
  readonly count: number;
}

export interface Ordered {
  /** Ascending through the list. */
  readonly order: number;
}

export interface Slice {
  readonly start: number;
  readonly end: number;
}

/** The index of the first row whose order is not below the given one; the list's length when there is none. */
export function indexOfOrder(rows: readonly Ordered[], order: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.order ?? Number.POSITIVE_INFINITY) < order) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Where the window stands in the list as it is now. A window that follows the end takes in what came, and drops at the top what is too much. */
export function sliceOf(rows: readonly Ordered[], window: RowWindow, followsEnd: boolean): Slice {
  const start = Math.min(indexOfOrder(rows, window.first), Math.max(0, rows.length - 1));
  if (followsEnd) {
    return { start: Math.max(start, rows.length - mostRows), end: rows.length };
  }
  return { start, end: Math.min(rows.length, start + window.count) };
}

export function windowOf(rows: readonly Ordered[], slice: Slice): RowWindow {
  return { first: rows[slice.start]?.order ?? 0, count: slice.end - slice.start };
}

export function atEnd(rows: readonly Ordered[]): RowWindow {
  return windowOf(rows, { start: Math.max(0, rows.length - endRows), end: rows.length });
}

/** The window with a row inside it, and room above and below. */
export function around(rows: readonly Ordered[], order: number): RowWindow {
  const index = indexOfOrder(rows, order);
  return windowOf(rows, { start: Math.max(0, index - 18), end: Math.min(rows.length, index + endRows) });
}

export function movedUp(rows: readonly Ordered[], { start, end }: Slice): RowWindow {
  const next = Math.max(0, start - step);
  return windowOf(rows, { start: next, end: Math.min(end, next + mostRows) });
}

export function movedDown(rows: readonly Ordered[], { start, end }: Slice): RowWindow {
  const next = Math.min(rows.length, end + step);
  return windowOf(rows, { start: Math.max(start, next - mostRows), end: next });
}
