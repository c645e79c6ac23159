const place = { locale: "en-GB", timezoneId: "Europe/Lisbon", reducedMotion: "reduce" };

export const looks = [
  { look: "light", options: { ...place, viewport: { width: 1280, height: 800 }, colorScheme: "light" } },
  { look: "dark", options: { ...place, viewport: { width: 1280, height: 800 }, colorScheme: "dark" } },
  { look: "phone", options: { ...place, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: "light" } },
];
