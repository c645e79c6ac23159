import { useEffect, useMemo, useState } from "preact/hooks";
import type { Channel } from "../../core/channels/channel";
import type { Reading } from "../../core/channels/reading";
import { timelineOf } from "../../core/timeline/items";
import { messages } from "../../ui/messages";
import { Skeleton } from "../../ui/Skeleton";
import { useClient, useSession } from "../client";
import { Composer } from "../composer/Composer";
import { describeError } from "../describeError";
import { lazy } from "../lazy";
import { placeOf } from "../names";
import { RowDialogs } from "../timeline/RowDialogs";
import { StartCard } from "../timeline/StartCard";
import { Timeline } from "../timeline/Timeline";
import { TimelineActions } from "../timeline/timelineActions";
import { usePeople } from "../useWorkspace";
import { ChannelHead } from "./ChannelHead";
import { ConnectionBanner } from "./ConnectionBanner";
import { ReadOnlyBar } from "./ReadOnlyBar";

const MembersPane = lazy(async () => (await import("./MembersPane")).MembersPane);
const PinsPane = lazy(async () => (await import("../pins/PinsPane")).PinsPane);
const ThreadPane = lazy(async () => (await import("../thread/ThreadPane")).ThreadPane);
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
    if (router.destination.peek()?.channelId !== channel.id && (name === "empty" || name === "failed" || !channel.info.peek().isMember)) {
      void channel.messages.open(channel.readSeq.peek(), channel.unread.peek());
    }
    return () => session.hide(shown);
  }, [session, channel, router]);
  const { panel, thread } = router.location.value;
  const info = channel.info.value;
  const isDirect = info.visibility === "direct";
  const isBeside = panel === "members" || (panel === "settings" && !isDirect);
  return (
    <main id="main" tabIndex={-1} class="main">
      <ChannelHead channel={channel} onMenu={onMenu} />
      <ConnectionBanner />
      {reading === null ? <div class="middle" /> : <Conversation key={channel.id} channel={channel} reading={reading} />}
      {panel === "pins" && <PinsPane channel={channel} />}
      {panel === "members" && <MembersPane channel={channel} />}
      {panel === "settings" && !isDirect && <SettingsPane channel={channel} />}
      {thread !== null && !isBeside && <ThreadPane key={thread.seq} channel={channel} seq={thread.seq} />}
    </main>
  );
}

function Conversation({ channel, reading }: { readonly channel: Channel; readonly reading: Reading }) {
  const { router } = useClient();
  const session = useSession();
  const actions = useMemo(
    () =>
      new TimelineActions(
        {
          channel,
          list: channel.messages,
          composerId: "composer",
          openThread: (seq) => router.openThread(null, seq),
          isOpen: () => channel.info.value.isMember && channel.info.value.archivedAt === null,
        },
        reading,
        session.myId,
      ),
    [channel, reading, session, router],
  );
  const info = channel.info.value;
  const label = messages.composer.label(placeOf(info, usePeople(info.workspaceId), session));
  const destination = router.destination.value;
  useEffect(() => {
    if (destination?.channelId === channel.id) {
      void goTo(destination.seq);
    }
    // A reply that the channel does not show is in its thread.
    async function goTo(seq: number) {
      if (!(await actions.show(seq)) && (await session.threads.isReply(channel, seq)) && router.destination.peek() === destination) {
        router.openThread(null, seq);
      }
    }
  }, [actions, channel, destination, session, router]);
  return (
    <>
      <div class="middle">
        <Messages channel={channel} reading={reading} actions={actions} />
      </div>
      {info.isMember && info.archivedAt === null ? (
        <Composer
          target={{
            channel,
            threadSeq: null,
            label,
            placeholder: label,
            write: (text, files) => session.outbox.write(channel.id, text, null, files),
          }}
          actions={actions}
        />
      ) : (
        <ReadOnlyBar channel={channel} />
      )}
      <RowDialogs channel={channel} actions={actions} />
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
  const session = useSession();
  const people = usePeople(channel.info.value.workspaceId);
  const rows = useMemo(() => timelineOf(channel, session.outbox), [channel, session]);
  const { phase, items, hasOlder } = channel.messages.state.value;
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
  return (
    <Timeline
      channel={channel}
      list={channel.messages}
      rows={rows}
      reading={reading}
      actions={actions}
      placeKey={channel.id}
      label={messages.channel.feed(placeOf(channel.info.value, people, session))}
      start={hasOlder ? null : <StartCard channel={channel} hasMessages={rows.value.length > 0} />}
    />
  );
}
