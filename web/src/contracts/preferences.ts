/** How someone wants the client to look and behave, on all of their devices. */
export interface PreferencesDto {
  readonly theme: "system" | "light" | "dark" | "contrast";
  readonly density: "comfortable" | "compact";
  readonly textSize: "small" | "medium" | "large" | "largest";
  readonly clock: "auto" | "12h" | "24h";
  /** "auto", or a language tag. */
  readonly language: string;
  readonly motion: "system" | "reduced";
  readonly sendKey: "enter" | "ctrl-enter";
  readonly letterKeys: boolean;
  readonly announcements: boolean;
  /** 0: none, 1 (light) to 5 (dark). */
  readonly skinTone: number;
}

/** The body of `PATCH /me/preferences`: what is left out stays. */
export type PreferencesChange = Partial<PreferencesDto>;

export const defaultPreferences: PreferencesDto = {
  theme: "system",
  density: "comfortable",
  textSize: "medium",
  clock: "auto",
  language: "auto",
  motion: "system",
  sendKey: "enter",
  letterKeys: true,
  announcements: true,
  skinTone: 0,
};

/** Those with a few values to choose from. */
export type ChosenPreference = "theme" | "density" | "textSize" | "clock" | "motion" | "sendKey";

/** The values that each takes. */
export const preferenceValues: { readonly [Name in ChosenPreference]: readonly PreferencesDto[Name][] } = {
  theme: ["system", "light", "dark", "contrast"],
  density: ["comfortable", "compact"],
  textSize: ["small", "medium", "large", "largest"],
  clock: ["auto", "12h", "24h"],
  motion: ["system", "reduced"],
  sendKey: ["enter", "ctrl-enter"],
};

/** What is known of these; what another version of the client or the server wrote is the default. */
export function preferencesOf(value: unknown): PreferencesDto {
  return { ...defaultPreferences, ...knownPreferences(value) };
}

export function knownPreferences(value: unknown): PreferencesChange {
  const given = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(given.filter(([name, one]) => isKnown(name, one)));
}

function isKnown(name: string, value: unknown): boolean {
  if (Object.hasOwn(preferenceValues, name)) {
    const values: readonly unknown[] = preferenceValues[name as ChosenPreference];
    return values.includes(value);
  }
  return Object.hasOwn(defaultPreferences, name) && typeof value === typeof defaultPreferences[name as keyof PreferencesDto];
}
