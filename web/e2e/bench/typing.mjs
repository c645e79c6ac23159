import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";

const letters = 200;
/** 750 letters a minute: more than a fast typist's 600. */
const betweenLettersMs = 80;
const perSecond = 50;

/**
 * Types into the composer of a channel.
 * @param say Says something in that channel, for others; null: nobody does.
 * @returns Milliseconds from the moment of each key press to the end of the frame that shows it.
 */
export async function measureTyping(page, say) {
  const talk = new AbortController();
  const talking = say === null ? Promise.resolve() : talkOn(say, talk.signal);
  await page.evaluate(watchKeys);
  await page.focus("#composer");
  await page.keyboard.type("What is typed while others write. ".repeat(letters).slice(0, letters), { delay: betweenLettersMs });
  talk.abort();
  await talking;
  assert.equal((await page.inputValue("#composer")).length, letters, "every letter arrived");
  await page.fill("#composer", "");
  return { keyToFrameMs: await page.evaluate(() => window.keyToFrameMs) };
}

/** Each at its own time, whether the one before is answered or not. */
async function talkOn(say, signal) {
  const started = performance.now();
  const said = [];
  for (let count = 1; !signal.aborted; count += 1) {
    said.push(say(`number ${count} of many, with some words to it`));
    await pause(Math.max(0, started + (count * 1_000) / perSecond - performance.now()));
  }
  await Promise.all(said);
}

/** Runs in the page. A message to oneself that is sent before a frame is drawn comes when it has been. */
function watchKeys() {
  window.keyToFrameMs = [];
  const drawn = new MessageChannel();
  const waiting = [];
  drawn.port1.onmessage = () => window.keyToFrameMs.push(performance.now() - waiting.shift());
  document.addEventListener(
    "keydown",
    (event) => {
      requestAnimationFrame(() => {
        waiting.push(event.timeStamp);
        drawn.port2.postMessage(null);
      });
    },
    { capture: true },
  );
}
