import type { ReadMarkerFrame, ReadyFrame, ServerFrame } from "../../contracts";
import type { Clock } from "../clock";
import { draftKey } from "../drafts/draftStore";
import type { Stores } from "../stores";
import type { ChannelEvents } from "./channelEvents";

export interface ServerFramesServices {
  readonly stores: Stores;
  readonly events: ChannelEvents;
  readonly clock: Clock;
  readonly random: () => number;
  readonly resyncSoon: () => void;
}

/** After what a page needs to be usable. */
export const afterReadyMs = 1_000;
const spreadMs = 3_000;

/** Takes the frames of the server to whom they are for. */
export class ServerFrames {
  readonly #services: ServerFramesServices;
  #epoch: string;
  #hasConnected = false;

  /** @param epoch Of the log, as the channels were read. */
  constructor(epoch: string, services: ServerFramesServices) {
    this.#epoch = epoch;
    this.#services = services;
  }

  /** Of the log that the cursors are in. */
  get epoch(): string {
    return this.#epoch;
  }

  handle(frames: readonly ServerFrame[]): void {
    for (const frame of frames) {
      this.#handleOne(frame);
    }
  }

  #handleOne(frame: ServerFrame): void {
    const { stores, events, resyncSoon } = this.#services;
    switch (frame.type) {
      case "ready":
        this.#ready(frame);
        break;
      case "event":
        events.received(frame.event);
        break;
      case "channel.reset":
        stores.channels.get(frame.channelId)?.reset(frame.head);
        resyncSoon();
        break;
      case "typing":
        if (frame.accountId !== stores.account.id) {
          stores.typing.started(draftKey(frame), frame.accountId);
        }
        break;
      case "presence":
        stores.presence.apply(frame);
        break;
      case "read-marker":
        this.#markerMoved(frame);
        break;
      case "thread-state":
        stores.threads.followed.changed(frame.state);
        break;
      case "saved-message":
        stores.saved.heard(frame);
        break;
      case "draft":
        stores.drafts.heard(frame);
        break;
      case "account.changed":
        stores.people.changed(frame.accountId);
        break;
      case "notification-settings":
        if (frame.channelId === null) {
          stores.settingsChanges.value += 1;
        } else {
          resyncSoon();
        }
        break;
      case "emoji.changed":
        stores.customEmoji.changed(frame.workspaceId);
        break;
      case "groups.changed":
        stores.groups.changed(frame.workspaceId);
        break;
      case "me.changed":
        void stores.account.reload();
        break;
      default:
        break;
    }
  }

  #ready(frame: ReadyFrame): void {
    const { stores, clock, random, resyncSoon } = this.#services;
    this.#epoch = frame.epoch;
    stores.presence.connected();
    const joined = stores.channels.joined.peek();
    const isSame = joined.length === Object.keys(frame.heads).length && joined.every((channel) => Object.hasOwn(frame.heads, channel.id));
    if (!isSame || joined.some((channel) => channel.hasStaleCount)) {
      // Joined or left elsewhere while this client was away.
      resyncSoon();
    } else if (this.#hasConnected) {
      // Markers that other devices moved meanwhile were told to nobody. Spread: everyone who lost the same node comes back at once.
      clock.after(afterReadyMs + random() * spreadMs, resyncSoon);
    }
    stores.outbox.flush();
    stores.readMarkers.flush();
    stores.threads.followed.flush();
    clock.after(afterReadyMs, () => {
      void stores.account.compare();
      void stores.saved.load();
      void stores.drafts.load();
    });
    if (this.#hasConnected) {
      // Frames about followed threads that were sent meanwhile are lost; what events tell is not.
      stores.threads.followed.loadSoon(afterReadyMs);
      stores.people.refreshAfterGap();
      stores.customEmoji.refreshAfterGap();
      stores.groups.refreshAfterGap();
    }
    this.#hasConnected = true;
  }

  #markerMoved(frame: ReadMarkerFrame): void {
    const { stores, resyncSoon } = this.#services;
    const channel = stores.channels.get(frame.channelId);
    if (channel === undefined) {
      // Joined elsewhere: the answer that makes it known may have been read before the marker moved.
      resyncSoon();
    } else {
      stores.readMarkers.moved(channel, frame);
    }
  }
}
