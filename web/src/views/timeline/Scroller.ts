import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { TimelineRow } from "../../core/timeline/rows";
import {
  around,
  atEnd,
  indexOfOrder,
  mostRows,
  movedDown,
  movedUp,
  type RowWindow,
  type Slice,
  sliceOf,
  step,
  windowOf,
} from "../../core/timeline/window";

/** Where a channel was left: at its end, or with this row at this distance from the top. */
export type ScrollPlace = { readonly name: "end" } | { readonly name: "row"; readonly order: number; readonly top: number };

export interface ScrollerSource {
  loadOlder(): void;
  loadNewer(): void;
}

/**
 * The row that is held in its place. While one scrolls it is the first one in view, held by its lower edge: its upper part changes when
 * what stands above it is loaded and the day or the author no longer begins with it.
 */
interface Anchor {
  readonly key: string;
  readonly edge: "top" | "bottom";
  readonly at: number;
}

/** Rows come into the document this far before they come into view. */
const farEdge = 1600;
/** A channel that just came on screen gets by with less: its first frame counts, and the rest follows when the browser is idle. */
const firstEdge = 300;
const idleWithinMs = 500;
/** This close to the end is at the end. */
const near = 48;

/**
 * Moves the window of rows while one scrolls, and holds what is in view in its place whatever is added or grows above it. The
 * browser's own anchoring is off: Safari has none, and two would fight. All positions are measured from rectangles.
 */
export class Scroller {
  readonly #source: ScrollerSource;
  readonly #window: Signal<RowWindow>;
  readonly #isAtEnd = signal(true);
  #rows: readonly TimelineRow[];
  /** Whether the rows reach the end of the channel. */
  #reachesEnd: boolean;
  #followsEnd = true;
  #edge = firstEdge;
  /** Noted while one scrolls: when the channel goes off screen nothing can be measured any more. */
  #place: ScrollPlace = { name: "end" };
  #anchor: Anchor | null = null;
  /** Where the viewport stood when the anchor was taken, or the end was last gone to. */
  #scrollTop = 0;
  /** How high everything in the viewport was then. */
  #height = 0;
  #viewport: HTMLElement | null = null;
  #content: HTMLElement | null = null;

  constructor(source: ScrollerSource, rows: readonly TimelineRow[], reachesEnd: boolean, place: ScrollPlace) {
    this.#source = source;
    this.#rows = rows;
    this.#reachesEnd = reachesEnd;
    this.#window = signal(atEnd(rows));
    if (place.name === "row") {
      this.#leaveEnd(place.order, place.top);
    }
  }

  /** Whether the end of the channel is in view, and is to stay there. */
  get isAtEnd(): ReadonlySignal<boolean> {
    return this.#isAtEnd;
  }

  attach(viewport: HTMLElement, content: HTMLElement): () => void {
    this.#viewport = viewport;
    this.#content = content;
    const observer = new ResizeObserver(() => this.hold());
    observer.observe(viewport);
    observer.observe(content.parentElement ?? content);
    this.hold();
    const cancelIdle = whenIdle(() => {
      this.#edge = farEdge;
      this.hold();
    });
    return () => {
      cancelIdle();
      observer.disconnect();
      this.#viewport = null;
      this.#content = null;
    };
  }

  /** The rows to have in the document, of the list as it is now. */
  slice(rows: readonly TimelineRow[], reachesEnd: boolean): Slice {
    this.#rows = rows;
    this.#reachesEnd = reachesEnd;
    return sliceOf(rows, this.#window.value, this.#followsEnd);
  }

  /** Puts what was in view back in its place, after anything changed its size. */
  hold(): void {
    const viewport = this.#viewport;
    // Without a height it is on its way off screen, and whatever is measured is 0.
    if (viewport === null || viewport.clientHeight === 0) {
      return;
    }
    if (this.#followsEnd) {
      viewport.scrollTop = viewport.scrollHeight;
      this.#scrollTop = viewport.scrollTop;
    } else if (this.#anchor !== null) {
      // A scroll whose event is still to come is the person's, and not to be taken back. A jump (to a row's top) stands until it is seen.
      const scrolled = this.#anchor.edge === "top" ? 0 : viewport.scrollTop - this.#scrollTop;
      const at = this.#anchor.at - scrolled;
      const element = this.#element(this.#anchor.key);
      const moved = element === null ? 0 : edgeIn(viewport, element, this.#anchor.edge) - at;
      if (Math.abs(moved) > 0.5) {
        viewport.scrollTop += moved;
      }
      this.#anchor = { ...this.#anchor, at };
      this.#scrollTop = viewport.scrollTop;
    }
    this.#height = viewport.scrollHeight;
    this.#noteEnd();
    this.#extend();
  }

  scrolled(): void {
    const viewport = this.#viewport;
    if (viewport === null) {
      return;
    }
    this.#edge = farEdge;
    if (this.#followsEnd && Math.abs(viewport.scrollTop - this.#scrollTop) < 1) {
      // Nobody scrolled: it tells late of a jump to the end, which may be further down by now.
      this.hold();
      return;
    }
    if (!this.#followsEnd && viewport.scrollHeight !== this.#height) {
      // The browser tells of a scroll before it tells of a size: what moved would be taken for where it belongs.
      this.hold();
    }
    const slice = this.#slice();
    const below = viewport.scrollHeight - viewport.scrollTop - viewport.clientHeight;
    const followed = this.#followsEnd;
    this.#followsEnd = this.#reachesEnd && slice.end === this.#rows.length && below <= near;
    this.#isAtEnd.value = this.#followsEnd;
    this.#noteAnchor();
    if (followed && !this.#followsEnd) {
      // What is in the document now stays, or the row being read could be dropped as new ones come.
      this.#window.value = windowOf(this.#rows, slice);
    }
    this.#extend();
  }

  /** null: the document does not have the row. */
  elementOf(order: number): HTMLElement | null {
    const row = this.#rows[indexOfOrder(this.#rows, order)];
    return row === undefined || row.order !== order ? null : this.#element(row.key);
  }

  lastElement(): Element | null {
    return this.#content?.lastElementChild ?? null;
  }

  toEnd(): void {
    this.#followsEnd = true;
    this.#isAtEnd.value = true;
    this.#window.value = atEnd(this.#rows);
    requestAnimationFrame(() => this.hold());
  }

  /** Brings a row into view, at this distance from the top. */
  toRow(order: number, top = 80): void {
    this.#leaveEnd(order, top);
    requestAnimationFrame(() => this.hold());
  }

  place(): ScrollPlace {
    return this.#followsEnd ? { name: "end" } : this.#place;
  }

  /** Whether the row is in the document and in view, or above it; null when the document does not have it. */
  positionOf(order: number): "above" | "in view" | "below" | null {
    const row = this.#rows[indexOfOrder(this.#rows, order)];
    const element = row === undefined ? null : this.#element(row.key);
    const viewport = this.#viewport;
    if (element === null || viewport === null) {
      return null;
    }
    const top = edgeIn(viewport, element, "top");
    return top < 0 ? "above" : top < viewport.clientHeight ? "in view" : "below";
  }

  #leaveEnd(order: number, top: number): void {
    this.#followsEnd = false;
    this.#isAtEnd.value = false;
    this.#window.value = around(this.#rows, order);
    const row = this.#rows[Math.min(indexOfOrder(this.#rows, order), this.#rows.length - 1)];
    this.#anchor = row === undefined ? null : { key: row.key, edge: "top", at: top };
    this.#place = row === undefined ? { name: "end" } : { name: "row", order: row.order, top };
    this.#scrollTop = this.#viewport?.scrollTop ?? 0;
  }

  #slice(): Slice {
    return sliceOf(this.#rows, this.#window.peek(), this.#followsEnd);
  }

  /** Where everything fits no scroll event comes to say that the end is in view. */
  #noteEnd(): void {
    const viewport = this.#viewport;
    if (viewport === null || this.#followsEnd || !this.#reachesEnd || this.#slice().end < this.#rows.length) {
      return;
    }
    if (viewport.scrollHeight - viewport.scrollTop - viewport.clientHeight <= 1) {
      this.#followsEnd = true;
      this.#isAtEnd.value = true;
    }
  }

  /** Moves the window, or asks for more, where its edge comes near. */
  #extend(): void {
    const viewport = this.#viewport;
    if (viewport === null) {
      return;
    }
    const slice = this.#slice();
    const below = viewport.scrollHeight - viewport.scrollTop - viewport.clientHeight;
    const isFull = this.#followsEnd && slice.end - slice.start >= mostRows;
    if (viewport.scrollTop < this.#edge && slice.start > 0 && !isFull) {
      this.#window.value = movedUp(this.#rows, slice);
    } else if (below < this.#edge && slice.end < this.#rows.length) {
      this.#window.value = movedDown(this.#rows, slice);
    }
    if (viewport.scrollTop < this.#edge && slice.start < step * 2) {
      this.#source.loadOlder();
    }
    if (below < this.#edge && slice.end > this.#rows.length - step * 2) {
      this.#source.loadNewer();
    }
  }

  /** The first row in view, by halving: rows stand in order. */
  #noteAnchor(): void {
    const viewport = this.#viewport;
    const rows = this.#content?.children;
    if (viewport === null || rows === undefined || rows.length === 0) {
      return;
    }
    this.#scrollTop = viewport.scrollTop;
    this.#height = viewport.scrollHeight;
    const top = viewport.getBoundingClientRect().top;
    let low = 0;
    let high = rows.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle]?.getBoundingClientRect().bottom ?? 0) > top) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    const element = rows[low];
    if (element instanceof HTMLElement && element.dataset["key"] !== undefined) {
      const key = element.dataset["key"];
      this.#anchor = { key, edge: "bottom", at: edgeIn(viewport, element, "bottom") };
      const row = this.#rows[this.#slice().start + low];
      if (row?.key === key) {
        this.#place = { name: "row", order: row.order, top: edgeIn(viewport, element, "top") };
      }
    }
  }

  #element(key: string): HTMLElement | null {
    return this.#content?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`) ?? null;
  }
}

/** Safari tells of no idle time; there the next task has to do. */
function whenIdle(action: () => void): () => void {
  if ("requestIdleCallback" in window) {
    const id = requestIdleCallback(action, { timeout: idleWithinMs });
    return () => cancelIdleCallback(id);
  }
  const id = setTimeout(action, 0);
  return () => clearTimeout(id);
}

function edgeIn(viewport: HTMLElement, element: HTMLElement, edge: "top" | "bottom"): number {
  return element.getBoundingClientRect()[edge] - viewport.getBoundingClientRect().top;
}
