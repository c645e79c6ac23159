// Runs before the first paint, so that a chosen theme shows without a flash of the other one.
try {
  const theme = localStorage.getItem("parley.theme");
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // A window without storage follows the system.
}
