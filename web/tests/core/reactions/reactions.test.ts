import { beforeEach, describe, expect, test } from "vitest";
import type { ChannelEventDto, MessageDto } from "../../../src/contracts";
import type { Channel } from "../../../src/core/channels/channel";
import { settle } from "../../support/fakeClock";
import { ana, me } from "../../support/fakeServer";
import { World } from "../../support/world";

describe("one's own reactions", () => {
  let world: World;
  let channel: Channel;
  let seq: number;
  beforeEach(async () => {
    world = new World();
    seq = world.first.post("hello").seq;
    await world.start();
    channel = world.session.channels.get(world.first.channelId) as Channel;
    await channel.messages.openEnd();
  });

  const shown = () => {
    const message = channel.messages.find(seq);
    return message === null
      ? []
      : world.session.reactions.of(message).map(({ emoji, count, isMine }) => `${emoji}${count}${isMine ? " mine" : ""}`);
  };
  const sent = () => world.requests.filter((request) => request.includes("/reactions/")).map((request) => request.split(" ")[0]);

  test("One shows at once, and stays as one when its event is here", async () => {
    world.session.reactions.toggle(channel, seq, "👍");
    expect(shown()).toEqual(["👍1 mine"]);

    await settle();
    expect(shown()).toEqual(["👍1 mine"]);
    world.hear(world.first.react(seq, "👍", me));

    expect([shown(), world.session.reactions.wishes.value.size]).toEqual([["👍1 mine"], 0]);
  });

  test("It counts as one where the event comes before the answer", async () => {
    world.session.reactions.toggle(channel, seq, "👍");
    world.hear(world.first.react(seq, "👍", me));
    await settle();

    expect([shown(), world.session.reactions.wishes.value.size]).toEqual([["👍1 mine"], 0]);
  });

  test("A second press takes it back, also while the first is on its way", async () => {
    world.session.reactions.toggle(channel, seq, "👍");
    world.session.reactions.toggle(channel, seq, "👍");
    expect(shown()).toEqual([]);
    await settle();

    expect(sent()).toEqual(["PUT", "DELETE"]);
    world.hear(world.first.react(seq, "👍", me));
    world.hear(world.first.unreact(seq, "👍", me));
    expect([shown(), world.session.reactions.wishes.value.size]).toEqual([[], 0]);
  });

  test("One joins what others put there, and leaves it to them", async () => {
    world.hear(world.first.react(seq, "👍", ana));
    world.session.reactions.toggle(channel, seq, "👍");
    expect(shown()).toEqual(["👍2 mine"]);

    world.hear(world.first.react(seq, "👍", me));
    await settle();
    world.session.reactions.toggle(channel, seq, "👍");
    expect(shown()).toEqual(["👍1"]);
  });

  test("A reply in a thread on screen takes them as a message of the channel does", async () => {
    const reply = world.first.reply("in the thread", seq).seq;
    const { thread } = world.session.threads.show(channel, seq);
    await thread.messages.openEnd();
    expect(channel.messages.find(reply)).toBeNull();
    const ofReply = () => {
      const message = thread.messages.find(reply);
      return message === null ? [] : world.session.reactions.of(message).map(({ emoji, count }) => `${emoji}${count}`);
    };

    world.session.reactions.toggle(channel, reply, "👍");
    expect(ofReply()).toEqual(["👍1"]);
    await settle();
    world.hear(world.first.log[reply - 1] as ChannelEventDto);
    world.hear(world.first.react(reply, "👍", me));
    world.hear(world.first.react(reply, "👍", ana));

    expect([ofReply(), world.session.reactions.wishes.value.size]).toEqual([["👍2"], 0]);
  });

  test("An older answer about a message does not take newer reactions back", async () => {
    const before = world.first.messages.find((message) => message.seq === seq) as MessageDto;
    world.hear(world.first.react(seq, "👍", ana));
    world.session.threads.replace(channel, { ...before, text: "edited" });

    expect([channel.messages.find(seq)?.text, shown()]).toEqual(["edited", ["👍1"]]);
  });

  test("A refusal takes it away again and says so", async () => {
    world.refusal = 409;
    world.session.reactions.toggle(channel, seq, "👍");
    await settle();

    expect([shown(), world.session.notices.current.value?.kind]).toEqual([[], "failed"]);
    await world.wait(8_000);
    expect(world.session.notices.current.value).toBeNull();
  });

  test("A wish whose event never comes does not stand for good", async () => {
    world.session.reactions.toggle(channel, seq, "👍");
    await settle();
    await world.wait(10_000);

    expect([shown(), world.session.reactions.wishes.value.size]).toEqual([[], 0]);
  });
});
