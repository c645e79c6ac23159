// Runs before the first paint, so that what a person chose shows without a flash of something else.
try {
  const chosen = JSON.parse(localStorage.getItem("parley.preferences") ?? "{}");
  const { dataset } = document.documentElement;
  for (const name of ["theme", "density", "textSize", "motion"]) {
    if (typeof chosen[name] === "string") {
      dataset[name] = chosen[name];
    }
  }
} catch {
  // A window without storage follows the system.
}
