import { waitForChannel } from "../support/chat.mjs";

const times = 40;

/** Goes to and fro between channels that were looked at before. @returns Milliseconds of processor time from the click to the frame that shows the channel, of all of them the median. */
export async function measureSwitches(page, processor, names) {
  const taken = [];
  for (let count = 0; count < times + names.length; count += 1) {
    const name = names[count % names.length];
    await page.getByRole("link", { name, exact: true }).hover();
    const { ms } = await processor.during(() => page.evaluate(clickAndDraw, name));
    await waitForChannel(page, name);
    // What is left to do when nothing else is to be done is no part of what one waits for.
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(resolve))));
    taken.push(ms);
  }
  return taken.slice(names.length).sort((left, right) => left - right)[times / 2];
}

/** Runs in the page. */
async function clickAndDraw(name) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const link = [...document.querySelectorAll("a.sidebar-link")].find((one) => one.textContent.trim() === name);
  link.click();
  await frame();
  await new Promise((resolve) => {
    const drawn = new MessageChannel();
    drawn.port1.onmessage = resolve;
    drawn.port2.postMessage(null);
  });
}
