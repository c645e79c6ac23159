// What the client costs in a real browser, as a table: `eng/bench client [--rounds N] [--stored N]`.
import { parseArgs } from "node:util";
import { waitForChannel } from "../support/chat.mjs";
import { World } from "../support/world.mjs";
import { measureHistory } from "./history.mjs";
import { Processor } from "./processor.mjs";
import { report } from "./report.mjs";
import { measureSwitches } from "./switches.mjs";
import { measureTyping } from "./typing.mjs";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "3" }, stored: { type: "string", default: "100000" } } });
const rounds = Number(values.rounds);
const stored = Number(values.stored);
/** The history that the long one is held against. */
const few = 5_000;

const world = await World.settled();
try {
  const bob = await world.member("bob", "Bob Ray");
  const short = await fill("short", few);
  const long = await fill("long", stored);
  await bob.say(world.general.id, "Good morning");
  const found = { historyOf: { [few]: [], [stored]: [] }, typing: { quiet: [], busy: [] }, switches: [] };
  for (let round = 1; round <= rounds; round += 1) {
    for (const [channel, count] of [
      [short, few],
      [long, stored],
    ]) {
      found.historyOf[count].push(await onPage(channel, measureHistory));
    }
    found.typing.quiet.push(await onPage(world.general, (page) => measureTyping(page, null)));
    found.typing.busy.push(await onPage(world.general, (page) => measureTyping(page, (text) => bob.say(world.general.id, text))));
    found.switches.push(await onPage(long, (page, processor) => measureSwitches(page, processor, ["short", "long"])));
    process.stderr.write(`round ${round} of ${rounds}\n`);
  }
  await report(found, { rounds, few, stored });

  async function fill(name, count) {
    const channel = await world.channel(name, bob);
    await world.ann.put(`/api/v1/channels/${channel.id}/members/me`);
    for (let first = 1; first <= count; first += 200) {
      await Promise.all(Array.from({ length: 200 }, (_, index) => bob.say(channel.id, textOf(first + index))));
    }
    const { head } = await bob.get(`/api/v1/channels/${channel.id}`);
    await world.ann.put(`/api/v1/channels/${channel.id}/read-marker`, { seq: head });
    process.stderr.write(`${count} messages\n`);
    return channel;
  }

  async function onPage(channel, measure) {
    const page = await world.pageOf(world.ann, world.pathOf(channel));
    await waitForChannel(page, channel.name);
    await page.waitForSelector("article");
    try {
      return await measure(page, await Processor.of(page));
    } finally {
      await page.context().close();
    }
  }
} finally {
  await world.close();
}

/** One in seven has a list; the others are of one to five lines. */
function textOf(number) {
  return number % 7 === 0
    ? `Message ${number}\n\n- with a list\n- of two`
    : `Message ${number} ${"and some more words ".repeat(number % 9)}`;
}
