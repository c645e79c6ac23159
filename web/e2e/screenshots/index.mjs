import { looks } from "./looks.mjs";

const widths = { light: 420, dark: 420, phone: 130 };

/** The page that shows the pictures by view. */
export function indexOf(sections) {
  return [
    "# Every view of the client",
    "",
    "Light, dark and on a phone. Taken by `eng/screenshots`, which starts a Parley, fills it with a company's afternoon and looks at it as Maya,",
    "who runs operations; `eng/screenshots NAME...` takes some of them again. A change that changes a view changes its pictures.",
    ...sections.flatMap(({ title, views }) => ["", `## ${title}`, ...views.flatMap(entry)]),
    "",
  ].join("\n");
}

function entry({ name, title, only }) {
  const shown = looks.filter(({ look }) => only === undefined || only === look);
  const pictures = shown.map(({ look }) => `<img src="${name}-${look}.webp" alt="${title}, ${look}" width="${widths[look]}">`);
  return ["", `### ${title}`, "", ...pictures];
}
