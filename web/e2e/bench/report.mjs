import { mkdir, writeFile } from "node:fs/promises";
import { cpus, loadavg, totalmem } from "node:os";
import { fileURLToPath } from "node:url";

const results = new URL("../../../bench/results/", import.meta.url);
const loadBefore = loadavg();

/** Prints a page of tables and, of a whole run, keeps it in bench/results. */
export async function report(found, { rounds, few, stored }) {
  const keys = { quiet: percentiles(found.typing.quiet), busy: percentiles(found.typing.busy) };
  const histories = [few, stored].map((count) => [`${count.toLocaleString("en")} messages`, ...history(found.historyOf[count])]);
  const whole = found.historyOf[stored];
  const lines = [
    "# The web client in a browser",
    "",
    "Chromium without a window, a server on SQLite beside it on the same machine, a new page for each measurement. What is scrolled: 300 steps of 120 px, then 150 of 2,500 px, then",
    "to the very first message. Processor time is that of the page's main thread. A key's time runs from its press to the end of the frame that shows it, 200 letters at 80 ms.",
    "",
    `Measured on ${new Date().toISOString().slice(0, 10)} by \`eng/bench client --rounds ${rounds}\` on ${cpus().length} cores of ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 1e9)} GB. Load average before the run: ${loadBefore.map((load) => load.toFixed(2)).join(", ")}.`,
    "Figures are medians, with the smallest and the largest in brackets.",
    "",
    "| what | measured | target | |",
    "| --- | ---: | ---: | --- |",
    verdict(
      "Frames without a message, of all that were drawn",
      sum(whole, "blankFrames"),
      0,
      `of ${sum(whole, "frames").toLocaleString("en")}`,
    ),
    verdict("Largest jump of what one reads, px", largest(whole, "worstJumpPx"), 1),
    verdict("Processor time of a scrolled frame, ms", median(whole.map(({ perFrameMs }) => perFrameMs)), 10),
    verdict("The same, as a ratio to the short history's", ratio(found, few, stored), 1.25),
    verdict("Memory of JavaScript after all of it was scrolled, MB", largest(whole, "heapMegabytes"), 30),
    verdict("Key to frame, 50 messages a second, p95, ms", median(keys.busy.map(({ p95 }) => p95)), 50),
    verdict("A channel seen before, processor time, ms", median(found.switches), 50),
    "",
    "| history | ms a frame | largest jump, px | blank frames | rows at most | heap, MB |",
    "| --- | ---: | ---: | ---: | ---: | ---: |",
    ...histories.map(row),
    "",
    "| key to frame | p50, ms | p95, ms | longest, ms |",
    "| --- | ---: | ---: | ---: |",
    row(["nobody writes", ...typing(keys.quiet)]),
    row(["50 messages a second", ...typing(keys.busy)]),
    "",
    `A channel seen before: ${spread(found.switches)} ms.`,
    "",
  ];
  const page = lines.join("\n");
  process.stdout.write(page);
  if (rounds >= 3 && stored >= 100_000) {
    await mkdir(results, { recursive: true });
    await writeFile(new URL("client.md", results), page);
    process.stderr.write(`${fileURLToPath(results)}client.md\n`);
  }
}

function history(rounds) {
  return ["perFrameMs", "worstJumpPx", "blankFrames", "mostRows", "heapMegabytes"].map((name) =>
    spread(rounds.map((round) => round[name])),
  );
}

function typing(rounds) {
  return ["p50", "p95", "longest"].map((name) => spread(rounds.map((round) => round[name])));
}

function percentiles(rounds) {
  return rounds.map(({ keyToFrameMs }) => {
    const sorted = keyToFrameMs.toSorted((left, right) => left - right);
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    return { p50: at(0.5), p95: at(0.95), longest: sorted.at(-1) };
  });
}

function ratio({ historyOf }, few, stored) {
  return median(historyOf[stored].map(({ perFrameMs }, round) => perFrameMs / historyOf[few][round].perFrameMs));
}

function verdict(what, value, target, more = "") {
  return row([what, `${figure(value)} ${more}`.trim(), `≤ ${target}`, value <= target ? "pass" : "**missed**"]);
}

function spread(values) {
  const sorted = values.toSorted((left, right) => left - right);
  return `${figure(median(values))} (${figure(sorted[0])} – ${figure(sorted.at(-1))})`;
}

function median(values) {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)];
}

function largest(rounds, name) {
  return Math.max(...rounds.map((round) => round[name]));
}

function sum(rounds, name) {
  return rounds.reduce((total, round) => total + round[name], 0);
}

function figure(value) {
  return Number.isInteger(value) ? value.toLocaleString("en") : value.toFixed(value < 10 ? 2 : 1);
}

function row(cells) {
  return `| ${cells.join(" | ")} |`;
}
