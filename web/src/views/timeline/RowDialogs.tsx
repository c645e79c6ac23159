import { useEffect } from "preact/hooks";
import type { Channel } from "../../core/channels/channel";
import { useSession } from "../client";
import { lazy, preloadWhenIdle } from "../lazy";
import { hasCommandKey } from "../platform";
import { EmojiPicker } from "../reactions/lazyPicker";
import { DeleteDialog } from "./DeleteDialog";
import type { TimelineActions } from "./timelineActions";

const RowMenu = lazy(async () => (await import("./RowMenu")).RowMenu);
const DayDialog = lazy(async () => (await import("./DayDialog")).DayDialog);
const VersionsDialog = lazy(async () => (await import("./VersionsDialog")).VersionsDialog);

interface RowDialogsProps {
  readonly channel: Channel;
  readonly actions: TimelineActions;
}

/** What opens over a channel or a thread from one of its messages. */
export function RowDialogs({ channel, actions }: RowDialogsProps) {
  const session = useSession();
  const reacting = actions.reacting.value;
  const offered = actions.offered.value;
  const versionsOf = actions.versionsOf.value;
  const leavingDay = actions.leavingDay.value;
  useEffect(() => preloadWhenIdle(RowMenu), []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isWanted = event.code === "Backslash" && event.shiftKey && hasCommandKey(event);
      // The last message of the place in which the focus is.
      const isHere = (document.activeElement?.closest(".thread-pane") == null) === (actions.openThread !== null);
      if (isWanted && isHere && document.querySelector("dialog[open]") === null && actions.reactToLast()) {
        event.preventDefault();
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [actions]);
  return (
    <>
      {reacting !== null && (
        <EmojiPicker
          anchor={reacting.anchor}
          onPick={(emoji) => {
            session.reactions.add(channel, reacting.seq, emoji);
            actions.stopReacting();
          }}
          onClose={() => actions.stopReacting()}
        />
      )}
      {offered !== null && <RowMenu message={offered.message} anchor={offered.anchor} channel={channel} actions={actions} />}
      {versionsOf !== null && <VersionsDialog message={versionsOf} onClose={() => actions.showVersions(null)} />}
      {leavingDay !== null && (
        <DayDialog
          day={leavingDay}
          first={new Date(channel.info.value.createdAt)}
          onGo={(day) => void actions.showDay(day)}
          onClose={() => actions.leaveDay(null)}
        />
      )}
      <DeleteDialog channel={channel} actions={actions} />
    </>
  );
}
