/** Lets each component around an element render by itself, as a signal does, from the outermost on. Says how many there were. Runs in the page. */
export async function renderEachAround(selector) {
  const isFound = (rendering, path) => {
    path.push(rendering);
    if (rendering.__e === document.querySelector(selector) && typeof rendering.type === "string") {
      return true;
    }
    if ((rendering.__k ?? []).some((child) => child && isFound(child, path))) {
      return true;
    }
    path.pop();
    return false;
  };
  const around = () => {
    const path = [];
    isFound(document.querySelector("#app").__k, path);
    // All but the root: Preact never renders that by itself.
    return path.filter((rendering) => rendering.__c && rendering.__);
  };
  let count = 0;
  for (; count < around().length; count += 1) {
    around()[count].__c.forceUpdate();
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return count;
}

/** Runs in the page. */
export function rememberRows() {
  window.rowsBefore = [...document.querySelectorAll(".item")].map((row) => new WeakRef(row));
}

/** Of the rows that were remembered and are no longer on the page: how many there were, and how many are in memory still. */
export async function rowsInMemory(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("HeapProfiler.collectGarbage");
  return await page.evaluate(() => {
    const kept = window.rowsBefore.map((row) => row.deref()).filter(Boolean);
    const shown = kept.filter((row) => row.isConnected).length;
    return { gone: window.rowsBefore.length - shown, kept: kept.length - shown };
  });
}
