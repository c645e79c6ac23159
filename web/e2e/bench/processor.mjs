/** What a page takes of the processor and of memory, by the browser's own count. */
export class Processor {
  #cdp;

  constructor(cdp) {
    this.#cdp = cdp;
  }

  static async of(page) {
    const cdp = await page.context().newCDPSession(page);
    // Time that the thread ran, not time that it waited for a processor.
    await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
    return new Processor(cdp);
  }

  /** @returns Milliseconds that the page's main thread worked while this went on, and what it gave. */
  async during(work) {
    const before = await this.#metric("TaskDuration");
    const result = await work();
    return { ms: ((await this.#metric("TaskDuration")) - before) * 1_000, result };
  }

  /** @returns Megabytes of JavaScript's heap that are in use once what is garbage has been collected. */
  async heapMegabytes() {
    await this.#cdp.send("HeapProfiler.collectGarbage");
    return (await this.#metric("JSHeapUsedSize")) / 1_000_000;
  }

  async #metric(wanted) {
    const { metrics } = await this.#cdp.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === wanted).value;
  }
}
