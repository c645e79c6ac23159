import { type ReadonlySignal, untracked, useComputed, useSignal, useSignalEffect } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { Channel } from "../../core/channels/channel";
import type { MessageList } from "../../core/channels/messageList";
import type { PlaceReading } from "../../core/channels/reading";
import { beginsDay, continues, type TimelineRow, timeOf } from "../../core/timeline/rows";
import { indexOfOrder } from "../../core/timeline/window";
import { formatDay, formatTime } from "../../ui/format";
import { Icon } from "../../ui/Icon";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { isAttentive } from "../platform";
import { moveFocus } from "./moveFocus";
import { Scroller, type ScrollPlace } from "./Scroller";
import { TimelineItem } from "./TimelineItem";
import type { TimelineActions } from "./timelineActions";

/** Where each channel was left, for as long as the page lives. */
const places = new Map<string, ScrollPlace>();

interface TimelineProps {
  readonly channel: Channel;
  readonly list: MessageList;
  readonly rows: ReadonlySignal<readonly TimelineRow[]>;
  readonly reading: PlaceReading;
  readonly actions: TimelineActions;
  /** What the place is known by while the page lives. */
  readonly placeKey: string;
  readonly label: string;
  /** Stands above the first message. */
  readonly start: ComponentChildren;
}

/** The messages of a channel or a thread: at most a few screens of them in the document, the one being read held in its place. */
export function Timeline({ channel, list, rows: rowsSignal, reading, actions, placeKey, label, start }: TimelineProps) {
  const session = useSession();
  const viewport = useRef<HTMLDivElement>(null);
  const feed = useRef<HTMLDivElement>(null);
  const rows = rowsSignal.value;
  const { hasOlder, hasNewer, isLoadingOlder } = list.state.value;
  const scroller = useMemo(
    () =>
      new Scroller(
        { loadOlder: () => void list.loadOlder(), loadNewer: () => void list.loadNewer() },
        rowsSignal.peek(),
        !list.state.peek().hasNewer,
        startOf(placeKey, reading, rowsSignal.peek()),
      ),
    [list, reading, rowsSignal, placeKey],
  );
  const slice = scroller.slice(rows, !hasNewer);
  const shown = rows.slice(slice.start, slice.end);
  const line = reading.line.value;
  const lineIndex = line === null ? -1 : indexOfLine(rows, line, session.myId);
  const activeKey = useSignal<string | null>(null);
  const focusedKey = useSignal<string | null>(null);
  const lineIsInView = useSignal(true);

  // The row above the first one, too: with it the first one no longer begins a day, or a group.
  const above = rows[slice.start - 1]?.key;
  useLayoutEffect(() => scroller.hold(), [scroller, above, shown[0]?.key, shown.length, shown.at(-1)?.key, lineIndex, hasOlder]);
  useEffect(() => {
    if (viewport.current === null || feed.current === null) {
      return;
    }
    const detach = scroller.attach(viewport.current, feed.current);
    return () => {
      places.set(placeKey, scroller.place());
      list.isReadAbove = false;
      detach();
    };
  }, [list, scroller, placeKey]);
  useSignalEffect(() => {
    const { phase, hasNewer: endsEarlier } = list.state.value;
    void channel.info.value.head;
    list.isReadAbove = !scroller.isAtEnd.value;
    reading.look(scroller.isAtEnd.value && isAttentive.value && phase.name === "ready" && !endsEarlier);
  });
  useEffect(() => actions.attach(scroller), [actions, scroller]);

  const noteLine = () => {
    const first = rows[lineIndex];
    lineIsInView.value = first !== undefined && scroller.positionOf(first.order) === "in view";
  };
  useLayoutEffect(noteLine);
  const tabStop = shown.some((row) => row.key === focusedKey.value)
    ? focusedKey.value
    : shown.findLast((row) => row.kind !== "system")?.key;
  return (
    <>
      <UnreadBar list={list} reading={reading} scroller={scroller} first={rows[lineIndex]} isHidden={lineIsInView.value} />
      <div
        ref={viewport}
        class="viewport"
        tabIndex={-1}
        onScroll={() => {
          scroller.scrolled();
          noteLine();
        }}
        onPointerOver={(event) => {
          // A finger that scrolls passes over many rows; a tap gives the focus, which does the same.
          if (event.pointerType === "mouse") {
            activeKey.value = keyOf(event.target) ?? activeKey.value;
          }
        }}
        onPointerLeave={(event) => {
          // A finger leaves with each tap, before what it tapped is told of it.
          if (event.pointerType === "mouse") {
            activeKey.value = null;
          }
        }}
        onFocusIn={(event) => {
          const key = keyOf(event.target);
          activeKey.value = key;
          focusedKey.value = key ?? focusedKey.value;
        }}
        onKeyDown={(event) => moveFocus(event, scroller, actions.composerId)}
      >
        <div class="log">
          {slice.start === 0 && !hasOlder && start}
          {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a label; a feed without an article is not one */}
          <div
            ref={feed}
            class="feed"
            role={shown.some((row) => row.kind !== "system") ? "feed" : "group"}
            aria-label={label}
            aria-busy={isLoadingOlder}
          >
            {shown.map((row, index) => {
              const at = slice.start + index;
              const before = rows[at - 1];
              const isNewDay = beginsDay(row, before);
              const hasLine = at === lineIndex;
              return (
                <TimelineItem
                  key={row.key}
                  row={row}
                  channel={channel}
                  actions={actions}
                  day={isNewDay ? formatDay(timeOf(row), Date.now()) : null}
                  hasLine={hasLine}
                  isContinued={!isNewDay && !hasLine && continues(row, before, session.myId)}
                  isActive={row.key === activeKey.value}
                  isTabStop={row.key === tabStop}
                />
              );
            })}
          </div>
        </div>
      </div>
      <JumpToLatest list={list} scroller={scroller} actions={actions} />
    </>
  );
}

/** At the first unread message, else where the place was left, else at its end. */
function startOf(placeKey: string, reading: PlaceReading, rows: readonly TimelineRow[]): ScrollPlace {
  const line = reading.line.peek();
  const first = line === null ? undefined : rows[indexOfOrder(rows, line + 1)];
  if (first !== undefined && untracked(() => reading.unread) > 0) {
    return { name: "row", order: first.order, top: 80 };
  }
  return places.get(placeKey) ?? { name: "end" };
}

/** The row that the line stands above: the first one after it that is someone else's message; -1 when none is. */
function indexOfLine(rows: readonly TimelineRow[], line: number, myId: string): number {
  for (let index = indexOfOrder(rows, line + 1); index < rows.length; index += 1) {
    const row = rows[index];
    if (row?.kind === "message" && row.message.authorId !== myId) {
      return index === 0 ? -1 : index;
    }
  }
  return -1;
}

function keyOf(target: EventTarget | null): string | null {
  const item = target instanceof Element ? target.closest<HTMLElement>("[data-key]") : null;
  return item?.dataset["key"] ?? null;
}

interface UnreadBarProps {
  readonly list: MessageList;
  readonly reading: PlaceReading;
  readonly scroller: Scroller;
  /** The first unread row; undefined: it is not loaded. */
  readonly first: TimelineRow | undefined;
  readonly isHidden: boolean;
}

/** "N new since 14:02", while the first of them is out of view. */
function UnreadBar({ list, reading, scroller, first, isHidden }: UnreadBarProps) {
  const { unread } = reading;
  if (unread === 0 || isHidden || scroller.isAtEnd.value) {
    return null;
  }
  const jump = async () => {
    if (first !== undefined) {
      scroller.toRow(first.order);
      return;
    }
    const seq = reading.readSeq;
    await list.openAround(seq);
    scroller.toRow(seq + 1);
  };
  return (
    <div class="unread-bar" role="status">
      <button type="button" onClick={() => void jump()}>
        {first === undefined ? messages.timeline.newMessages(unread) : messages.timeline.newSince(unread, formatTime(timeOf(first)))}
      </button>
      <button type="button" onClick={() => reading.markRead()}>
        {messages.timeline.markRead}
      </button>
    </div>
  );
}

function JumpToLatest({
  list,
  scroller,
  actions,
}: {
  readonly list: MessageList;
  readonly scroller: Scroller;
  readonly actions: TimelineActions;
}) {
  const isNeeded = useComputed(() => !scroller.isAtEnd.value || list.state.value.hasNewer);
  return isNeeded.value ? (
    <button type="button" class="jump-latest" onClick={() => void actions.leaveForEnd()}>
      <Icon name="down" size={15} /> {messages.timeline.jumpLatest}
    </button>
  ) : null;
}
