import type { PreferencesDto } from "../contracts/preferences";

/** What the style sheets ask for. `public/theme.js` sets the same before the first paint. */
export function applyAppearance({ theme, density, textSize, motion }: PreferencesDto): void {
  Object.assign(document.documentElement.dataset, { theme, density, textSize, motion });
}
