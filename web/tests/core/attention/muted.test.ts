import { expect, test } from "vitest";
import type { ChannelNotificationsDto, MessageMentions } from "../../../src/contracts";
import { shownPresence } from "../../../src/core/attention/shownPresence";
import { Channel } from "../../../src/core/channels/channel";
import { isCalled } from "../../../src/core/mentions/isCalled";
import { FakeClock } from "../../support/fakeClock";
import { ana, FakeServer, me } from "../../support/fakeServer";

const byName: MessageMentions = { accountIds: [me], groups: null, here: null, channel: false };
const everyone: MessageMentions = { accountIds: null, groups: null, here: null, channel: true };
const here: MessageMentions = { accountIds: null, groups: null, here: [me], channel: false };

function open(server: FakeServer, notifications: ChannelNotificationsDto | null, visibility: "public" | "direct" = "public"): Channel {
  const info = { ...server.info, visibility };
  const channel = new Channel(info, {
    http: server.http,
    clock: new FakeClock(),
    myId: me,
    isMention: (mentions) => isCalled(mentions, me),
    onApplied: () => {},
    onReset: () => {},
    onStale: () => {},
  });
  channel.sync({ ...server.sync, channel: info, notifications });
  return channel;
}

test("A muted channel has news only when someone calls", () => {
  const server = new FakeServer();
  const channel = open(server, { level: "nothing", ignoresEveryone: false });
  channel.receive(server.post("hello"));
  expect([channel.isMuted, channel.hasNews.value, channel.forMe.value, channel.unread.value]).toEqual([true, false, 0, 1]);
  channel.receive(server.post("you", ana, undefined, byName));
  expect([channel.hasNews.value, channel.forMe.value]).toEqual([true, 1]);
});

test("A muted talk counts only what names one", () => {
  const server = new FakeServer();
  const channel = open(server, { level: "nothing", ignoresEveryone: false }, "direct");
  channel.receive(server.post("hello"));
  expect(channel.forMe.value).toBe(0);
  channel.notify({ level: "default", ignoresEveryone: false });
  expect(channel.forMe.value).toBe(1);
});

test("Where everyone's calls are ignored only one's name counts", () => {
  const server = new FakeServer();
  const channel = open(server, { level: "default", ignoresEveryone: true });
  channel.receive(server.post("@channel", ana, undefined, everyone));
  channel.receive(server.post("@here", ana, undefined, here));
  expect([channel.hasNews.value, channel.forMe.value]).toEqual([true, 0]);
  channel.receive(server.post("@me", ana, undefined, byName));
  expect(channel.forMe.value).toBe(1);
});

test("What someone said goes before what their clients say, unless none is there", () => {
  const dnd = { mode: "do-not-disturb", endsAt: null } as const;
  expect(shownPresence("online", dnd)).toBe("dnd");
  expect(shownPresence("away", dnd)).toBe("dnd");
  expect(shownPresence("offline", dnd)).toBe("offline");
  expect(shownPresence("online", { mode: "away", endsAt: null })).toBe("away");
  expect(shownPresence("away", null)).toBe("away");
  expect(shownPresence("online", undefined)).toBe("online");
});
