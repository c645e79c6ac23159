import { useEffect, useMemo, useState } from "preact/hooks";
import { deleteMessage } from "../../core/api/messages";
import type { Channel } from "../../core/channels/channel";
import type { Reading } from "../../core/channels/reading";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { messages } from "../../ui/messages";
import { Skeleton } from "../../ui/Skeleton";
import { useClient, useSession } from "../client";
import { Composer } from "../composer/Composer";
import { describeError } from "../describeError";
import { lazy } from "../lazy";
import { Timeline } from "../timeline/Timeline";
import { TimelineActions } from "../timeline/timelineActions";
import { ChannelHead } from "./ChannelHead";
import { ConnectionBanner } from "./ConnectionBanner";
import { ReadOnlyBar } from "./ReadOnlyBar";

const MembersPane = lazy(async () => (await import("./MembersPane")).MembersPane);
const SettingsPane = lazy(async () => (await import("./SettingsPane")).SettingsPane);

/** A channel: its head, its messages, and where one writes. */
export function ChannelView({ channel, onMenu }: { readonly channel: Channel; readonly onMenu: () => void }) {
  const { router } = useClient();
  const session = useSession();
  const [reading, setReading] = useState<Reading | null>(null);
  useEffect(() => {
    const shown = session.show(channel);
    setReading(shown);
    const { name } = channel.messages.state.peek().phase;
    const jump = session.jumps.asked.peek();
    if (jump?.channelId === channel.id) {
      void channel.messages.openAround(jump.seq);
    } else if (name === "empty" || name === "failed" || !channel.info.peek().isMember) {
      void channel.messages.open(channel.readSeq.peek(), channel.unread.peek());
    }
    return () => session.hide(shown);
  }, [session, channel]);
  const { panel } = router.location.value;
  const info = channel.info.value;
  const isDirect = info.visibility === "direct";
  return (
    <main id="main" tabIndex={-1} class="main">
      <ChannelHead channel={channel} onMenu={onMenu} />
      <ConnectionBanner />
      {reading === null ? <div class="middle" /> : <Conversation key={channel.id} channel={channel} reading={reading} />}
      {panel === "members" && <MembersPane channel={channel} />}
      {panel === "settings" && !isDirect && <SettingsPane channel={channel} />}
    </main>
  );
}

function Conversation({ channel, reading }: { readonly channel: Channel; readonly reading: Reading }) {
  const session = useSession();
  const actions = useMemo(() => new TimelineActions(channel, reading, session.myId), [channel, reading, session]);
  const info = channel.info.value;
  const deleting = actions.deleting.value;
  return (
    <>
      <div class="middle">
        <Messages channel={channel} reading={reading} actions={actions} />
      </div>
      {info.isMember && info.archivedAt === null ? <Composer channel={channel} actions={actions} /> : <ReadOnlyBar channel={channel} />}
      {deleting !== null && (
        <ConfirmDialog
          title={messages.timeline.deleteTitle}
          text={messages.timeline.deleteText}
          action={messages.common.delete}
          describe={describeError}
          onConfirm={async () => {
            await deleteMessage(session.http, channel.id, deleting.seq);
            channel.messages.replace({ ...deleting, text: "", deletedAt: new Date().toISOString() });
          }}
          onClose={() => actions.stopDeleting()}
        />
      )}
    </>
  );
}

function Messages({
  channel,
  reading,
  actions,
}: {
  readonly channel: Channel;
  readonly reading: Reading;
  readonly actions: TimelineActions;
}) {
  const { phase, items } = channel.messages.state.value;
  if (phase.name === "failed") {
    return (
      <div class="empty" role="alert">
        <p>
          {messages.channel.loadFailed} {describeError(phase.error)}
        </p>
        <button type="button" class="button" onClick={() => void channel.messages.open(channel.readSeq.peek(), channel.unread.peek())}>
          {messages.common.tryAgain}
        </button>
      </div>
    );
  }
  if (phase.name !== "ready" && items.length === 0) {
    return <Skeleton />;
  }
  return <Timeline channel={channel} reading={reading} actions={actions} />;
}
