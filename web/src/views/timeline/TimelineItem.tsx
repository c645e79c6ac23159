import type { Channel } from "../../core/channels/channel";
import { type TimelineRow, timeOf } from "../../core/timeline/rows";
import { memo } from "../../ui/memo";
import { messages } from "../../ui/messages";
import { MessageRow } from "./MessageRow";
import { SystemRow } from "./SystemRow";
import type { TimelineActions } from "./timelineActions";

export interface TimelineItemProps {
  readonly row: TimelineRow;
  readonly channel: Channel;
  readonly actions: TimelineActions;
  /** The day that begins here; null: the one above goes on. */
  readonly day: string | null;
  readonly hasLine: boolean;
  readonly isContinued: boolean;
  /** The pointer or the focus is on it: it shows its actions. */
  readonly isActive: boolean;
  readonly isTabStop: boolean;
}

export const TimelineItem = memo(function TimelineItem(props: TimelineItemProps) {
  const { row, day, hasLine } = props;
  return (
    <div class="item" data-key={row.key}>
      {day !== null && (
        <div class="day">
          {props.actions.openThread === null ? (
            <span>{day}</span>
          ) : (
            // By keyboard, and for a screen reader, a key on any message does the same: a feed has articles, and text between them.
            <>
              <span class="hidden-text">{day}</span>
              <button
                type="button"
                tabIndex={-1}
                aria-hidden="true"
                title={messages.timeline.jumpDay(day)}
                onClick={() => props.actions.leaveDay(new Date(timeOf(row)))}
              >
                {day}
              </button>
            </>
          )}
        </div>
      )}
      {hasLine && (
        <div class="unread-line">
          <span>{messages.timeline.newLine}</span>
        </div>
      )}
      {row.kind === "system" ? <SystemRow row={row} channel={props.channel} /> : <MessageRow {...props} row={row} />}
    </div>
  );
});
