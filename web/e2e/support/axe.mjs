import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Axe runs in an isolated world: the page's own policy lets no script of others in. */
export async function assertAccessible(page, what) {
  const cdp = await page.context().newCDPSession(page);
  const { frameTree } = await cdp.send("Page.getFrameTree");
  const { executionContextId: contextId } = await cdp.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id, worldName: "axe" });
  // What fades in has its contrast when it is there.
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== "running"));
  await cdp.send("Runtime.evaluate", { expression: axe, contextId });
  const { result, exceptionDetails } = await cdp.send("Runtime.evaluate", {
    expression: `axe.run(document, { runOnly: { type: "tag", values: ${JSON.stringify(tags)} } }).then((found) => JSON.stringify(found))`,
    contextId,
    awaitPromise: true,
    returnByValue: true,
  });
  await cdp.detach();
  assert.equal(exceptionDetails, undefined, `${what}: ${exceptionDetails?.text}`);
  const { violations, passes } = JSON.parse(result.value);
  assert.ok(passes.length > 0, `${what}: axe looked at nothing`);
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
  assert.deepEqual(found, [], what);
}
