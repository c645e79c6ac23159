// Takes a picture of every view in every look into docs/screenshots, or of those views that are named, and writes the index.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { indexOf } from "./index.mjs";
import { looks } from "./looks.mjs";
import { Stage } from "./stage.mjs";
import { sections } from "./views.mjs";

const folder = fileURLToPath(new URL("../../../docs/screenshots/", import.meta.url));
const quality = 68;
const names = process.argv.slice(2);
const all = sections.flatMap(({ views }) => views);
const wanted = names.length === 0 ? all : all.filter(({ name }) => names.includes(name));
const unknown = names.filter((name) => !all.some((view) => view.name === name));
if (unknown.length > 0) {
  throw new Error(`There is no view '${unknown.join("', '")}'. There are: ${all.map(({ name }) => name).join(" ")}`);
}

mkdirSync(folder, { recursive: true });
if (names.length === 0) {
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".webp"))) {
    rmSync(folder + file);
  }
}
const stage = await Stage.open();
let failed = 0;
try {
  for (const view of wanted) {
    await view.before?.(stage);
    for (const { look } of looks.filter(({ look }) => view.only === undefined || view.only === look)) {
      await take(view, look).catch((error) => {
        failed += 1;
        console.error(`${view.name}, ${look}: ${error.message}`);
      });
    }
    await view.after?.(stage);
  }
} finally {
  await stage.close();
}
writeFileSync(`${folder}README.md`, indexOf(sections));
process.exitCode = failed === 0 ? 0 : 1;

async function take(view, look) {
  const page = await stage.pageOf(view.of, look);
  await page.goto(view.path(stage));
  await page.locator(view.ready).first().waitFor();
  await sidebarIsThere(page);
  await view.act?.(page, stage);
  await settle(page);
  const cdp = await page.context().newCDPSession(page);
  const { data } = await cdp.send("Page.captureScreenshot", { format: "webp", quality });
  await cdp.detach();
  await view.leave?.(page, stage);
  writeFileSync(`${folder}${view.name}-${look}.webp`, Buffer.from(data, "base64"));
}

/** The threads come a little later than the rest. */
async function sidebarIsThere(page) {
  if (await page.locator(".sidebar .badge").count()) {
    await page.locator(".sidebar a[href$='/threads'] .badge").waitFor({ state: "attached" });
  }
}

/** What was asked for is there, and nothing moves any more. */
async function settle(page) {
  await page.waitForLoadState("networkidle");
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.allSettled([...document.images].map((image) => image.decode()));
    await Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    );
    document.documentElement.style.setProperty("caret-color", "transparent");
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}
