import { signal } from "@preact/signals-core";
import { expect, test } from "vitest";
import type { AccountDto, ChannelEventDto, NotificationSettingsDto } from "../../../src/contracts";
import type { IncomingMessage } from "../../../src/core/attention/decide";
import { Notifier } from "../../../src/core/attention/notifier";
import { Channel } from "../../../src/core/channels/channel";
import type { PostedEvent } from "../../../src/core/channels/timelineItem";
import { FakeClock } from "../../support/fakeClock";
import { FakeServer, me } from "../../support/fakeServer";

const account: AccountDto = {
  id: me,
  username: "me",
  displayName: "Me",
  isServerAdmin: false,
  title: null,
  pronouns: null,
  timeZone: null,
  avatarUrl: null,
  status: null,
  availability: null,
};
const everything: NotificationSettingsDto = { level: "everything", quietHours: null, sound: true, hidesContent: true };

function world() {
  const server = new FakeServer();
  const clock = new FakeClock();
  const channel = new Channel(server.info, {
    http: server.http,
    clock,
    myId: me,
    isMention: () => false,
    onApplied: () => {},
    onReset: () => {},
    onStale: () => {},
  });
  channel.sync(server.sync);
  const state = {
    settings: signal<NotificationSettingsDto | null>(everything),
    account,
    mention: "none" as IncomingMessage["mention"],
    thread: null as { readonly isFollowing: boolean; readonly readSeq: number } | null,
    isInView: false,
    isLeader: true,
  };
  const shown: string[] = [];
  const notifier = new Notifier({
    clock,
    account: { peek: () => state.account },
    settings: state.settings,
    mentionOf: () => state.mention,
    followed: () => state.thread,
    isInView: () => state.isInView,
    isLeader: () => state.isLeader,
    show: ({ event, sound, hidesContent }) => shown.push(`${event.data.text} ${sound} ${hidesContent}`),
  });
  /** A message of someone else comes, posted so long ago. */
  const post = (text: string, ageMs = 0, threadSeq: number | null = null) => {
    const event = server.post(text) as ChannelEventDto & PostedEvent;
    const at = new Date(clock.nowMs() - ageMs).toISOString();
    const posted: PostedEvent = { ...event, at, data: { ...event.data, threadSeq } };
    channel.receive(posted);
    notifier.posted(channel, posted);
  };
  return { state, shown, post, channel, server, notifier };
}

test("A message interrupts with what the settings say of how", () => {
  const { shown, post } = world();
  post("hello");
  expect(shown).toEqual(["hello true true"]);
});

test("Only the tab that leads interrupts", () => {
  const { state, shown, post } = world();
  state.isLeader = false;
  post("to another tab");
  state.isLeader = true;
  post("hello");
  expect(shown).toEqual(["hello true true"]);
});

test("What comes before the settings are known is decided once they are", () => {
  const { state, shown, post, notifier } = world();
  state.settings.value = null;
  post("early");
  expect(shown).toEqual([]);
  state.settings.value = { ...everything, sound: false };
  notifier.decideEarly();
  notifier.decideEarly();
  expect(shown).toEqual(["early false true"]);
});

test("What came while the machine slept does not interrupt", () => {
  const { shown, post } = world();
  post("an hour ago", 3_600_000);
  post("four minutes ago", 240_000);
  expect(shown).toEqual(["four minutes ago true true"]);
});

test("What is in view, read, or muted does not interrupt", () => {
  const { state, shown, post, channel, server } = world();
  state.isInView = true;
  post("in view");
  state.isInView = false;
  channel.notify({ level: "nothing", ignoresEveryone: false });
  post("muted");
  channel.notify({ level: "default", ignoresEveryone: false });
  channel.readTo(server.head + 1);
  post("read elsewhere");
  expect(shown).toEqual([]);
});

test("Do not disturb holds until its end", () => {
  const { state, shown, post } = world();
  state.account = { ...account, availability: { mode: "do-not-disturb", endsAt: null } };
  post("not now");
  state.account = { ...account, availability: { mode: "do-not-disturb", endsAt: "2000-01-01T00:00:00.000Z" } };
  post("now");
  expect(shown).toEqual(["now true true"]);
});

test("A reply interrupts who follows its thread and has not read it", () => {
  const { state, shown, post } = world();
  post("not followed", 0, 1);
  state.thread = { isFollowing: true, readSeq: 0 };
  post("followed", 0, 1);
  state.thread = { isFollowing: true, readSeq: 999 };
  post("read in the thread", 0, 1);
  expect(shown).toEqual(["followed true true"]);
});
