import { effect, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { NotificationSettingsDto } from "../../contracts";
import { getNotifications } from "../../core/api/attention";
import type { IncomingMessage } from "../../core/attention/decide";
import { Notifier } from "../../core/attention/notifier";
import { isInChannel, type PostedEvent } from "../../core/channels/timelineItem";
import { systemClock } from "../../core/clock";
import { isCalled } from "../../core/mentions/isCalled";
import type { Session } from "../../core/session";
import { afterReadyMs } from "../../core/stream/serverFrames";
import { useClient, useSession } from "../client";
import { isAttentive } from "../platform";
import type { Router } from "../router";
import { sendPresence } from "./activity";
import { Desktop } from "./desktop";
import { Leader } from "./leader";
import { Prompt } from "./Prompt";
import { permission } from "./permission";
import { useBadge } from "./useBadge";

const promptKey = "parley.notifications.asked";

/** What the page does to be noticed, and to say that someone is there. It comes after what a page needs to be usable. */
export function Attention({ workspaceId }: { readonly workspaceId: string | null }) {
  const client = useClient();
  const session = useSession();
  const wouldNotify = useMemo(() => signal(false), []);
  useBadge(workspaceId);
  useEffect(() => sendPresence(session), [session]);
  useEffect(
    () =>
      start(session, client.router, () => {
        wouldNotify.value = client.store.getItem(promptKey) === null;
      }),
    [session, client, wouldNotify],
  );
  const answered = () => {
    client.store.setItem(promptKey, "yes");
    wouldNotify.value = false;
  };
  return wouldNotify.value && permission.value === "default" ? <Prompt onAnswer={answered} /> : null;
}

/** @param onUnasked Something would have interrupted, had the browser been asked. */
function start(session: Session, router: Router, onUnasked: () => void): () => void {
  const settings = signal<NotificationSettingsDto | null>(null);
  const leader = new Leader(session.myId);
  const desktop = new Desktop(session, router);
  const stopLeading = effect(() => {
    if (isAttentive.value) {
      leader.take();
    }
  });
  const notifier = new Notifier({
    clock: systemClock,
    account: { peek: () => session.me.peek().account },
    settings,
    mentionOf: (event) => mentionOf(session, event),
    followed: (channelId, threadSeq) => {
      const thread = session.threads.followed.find(channelId, threadSeq);
      return thread === undefined ? null : { isFollowing: thread.isFollowing.peek(), readSeq: thread.readSeq.peek() };
    },
    isInView: (channel, { data }) =>
      isAttentive.peek() &&
      ((isInChannel(data) && session.reading.peek()?.channel === channel) ||
        (data.threadSeq !== null && session.threads.isShown(channel, data.threadSeq))),
    isLeader: () => leader.isLeader,
    show: (notice) => {
      if (permission.peek() === "granted") {
        desktop.show(notice);
      } else if (permission.peek() === "default") {
        onUnasked();
      }
    },
  });
  const load = async () => {
    try {
      settings.value = await getNotifications(session.http);
      notifier.decideEarly();
    } catch {
      // The next connection asks again; until then what was known holds.
    }
  };
  let cancelLoad = () => {};
  const stopLoading = effect(() => {
    session.settingsChanges.value;
    // Also after each new connection: what was told meanwhile is lost. The page is usable without, so at first others ask before it.
    if (session.connection.state.value.name === "online") {
      cancelLoad();
      cancelLoad = systemClock.after(settings.peek() === null ? afterReadyMs : 0, () => void load());
    }
  });
  const stopHearing = session.onPosted((channel, event) => notifier.posted(channel, event));
  const stopOpening = hearWorker(router);
  return () => {
    stopOpening();
    stopHearing();
    stopLoading();
    cancelLoad();
    stopLeading();
    leader.stop();
    desktop.dispose();
  };
}

/** A notification of the service worker was tapped. */
function hearWorker(router: Router): () => void {
  const worker = navigator.serviceWorker;
  const open = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === "object" && data !== null && "path" in data && typeof data.path === "string" && data.path.startsWith("/w/")) {
      router.go(data.path);
    }
  };
  worker?.addEventListener("message", open);
  return () => worker?.removeEventListener("message", open);
}

function mentionOf(session: Session, { data: { mentions, text } }: PostedEvent): IncomingMessage["mention"] {
  if (mentions?.accountIds?.includes(session.myId) === true) {
    return "name";
  }
  // Without whom it calls, only a keyword is left.
  return session.isMention(null, text) ? "keyword" : isCalled(mentions, session.myId) ? "everyone" : "none";
}
