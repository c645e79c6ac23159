import { effect } from "@preact/signals";
import type { Notice } from "../../core/attention/notifier";
import { isInChannel } from "../../core/channels/timelineItem";
import type { Session } from "../../core/session";
import { laterMessages } from "../../ui/laterMessages";
import { parser } from "../../ui/markdown/parser";
import { plainText } from "../../ui/markdown/plainText";
import { messages } from "../../ui/messages";
import { nameOf, placeOf } from "../names";
import { type Router, urls } from "../router";
import { playSound } from "./sound";

const mostCharacters = 200;

interface Shown {
  readonly notification: Notification | null;
  readonly stop: () => void;
}

/** Notifications of the desktop: one of each channel, which its next message takes the place of, and which goes when it was read on any device. */
export class Desktop {
  readonly #session: Session;
  readonly #router: Router;
  readonly #shown = new Map<string, Shown>();

  constructor(session: Session, router: Router) {
    this.#session = session;
    this.#router = router;
  }

  show(notice: Notice): void {
    const { channel, event } = notice;
    if (Notification.permission !== "granted") {
      return;
    }
    const tag = `parley.${this.#session.myId}.${channel.id}`;
    this.#close(tag);
    const { title, body } = this.#wordsOf(notice);
    const { workspaceId } = channel.info.peek();
    const path = urls.placeOf(workspaceId, { channelId: channel.id, seq: event.seq, ...event.data });
    const options: NotificationOptions & { readonly renotify: boolean } = {
      body,
      tag,
      renotify: true,
      silent: true,
      icon: "/icon.svg",
      data: { path },
    };
    const notification = create(title, options);
    if (notification !== null) {
      notification.onclick = () => {
        window.focus();
        this.#router.go(path);
        this.#close(tag);
      };
    }
    this.#shown.set(tag, { notification, stop: this.#closeWhenRead(tag, notice) });
    if (notice.sound) {
      playSound();
    }
  }

  dispose(): void {
    for (const tag of [...this.#shown.keys()]) {
      this.#close(tag);
    }
  }

  #wordsOf({ channel, event, hidesContent }: Notice): { readonly title: string; readonly body: string } {
    if (hidesContent) {
      return { title: messages.appName, body: laterMessages.notifications.newMessage };
    }
    const session = this.#session;
    const info = channel.info.peek();
    const people = session.peopleOf(info.workspaceId).byId.peek();
    const author = nameOf(event.actorId, people, session);
    const place = placeOf(info, people, session);
    const isTalk = info.directMemberIds?.length === 2;
    const title = isInChannel(event.data)
      ? isTalk
        ? author
        : laterMessages.notifications.inPlace(author, place)
      : laterMessages.notifications.inThread(author, place);
    const parse = parser.peek();
    const text = (parse === null ? event.data.text : plainText(event.data.text, parse(event.data.text)).text).trim();
    return { title, body: text === "" ? laterMessages.notifications.sentFile : [...text].slice(0, mostCharacters).join("") };
  }

  #closeWhenRead(tag: string, { channel, event }: Notice): () => void {
    const { seq, data } = event;
    return effect(() => {
      const thread = data.threadSeq === null ? undefined : this.#session.threads.followed.find(channel.id, data.threadSeq);
      const readSeq = isInChannel(data) ? channel.readSeq.value : (thread?.readSeq.value ?? channel.readSeq.value);
      if (readSeq >= seq) {
        queueMicrotask(() => this.#close(tag));
      }
    });
  }

  #close(tag: string): void {
    const shown = this.#shown.get(tag);
    if (shown === undefined) {
      return;
    }
    this.#shown.delete(tag);
    shown.stop();
    if (shown.notification === null) {
      void closeByWorker(tag);
    } else {
      shown.notification.close();
    }
  }
}

/** null: by the service worker, which is the only way on a phone. */
function create(title: string, options: NotificationOptions): Notification | null {
  try {
    return new Notification(title, options);
  } catch {
    void navigator.serviceWorker?.getRegistration().then((registration) => registration?.showNotification(title, options));
    return null;
  }
}

async function closeByWorker(tag: string): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  for (const notification of (await registration?.getNotifications({ tag })) ?? []) {
    notification.close();
  }
}
