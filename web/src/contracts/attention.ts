/** What someone says of themselves for a while. */
export interface StatusDto {
  /** null: none. */
  readonly emoji: string | null;
  /** Empty: the emoji says it. */
  readonly text: string;
  /** null: until it is taken away. */
  readonly endsAt: string | null;
}

export type AvailabilityMode = "automatic" | "away" | "do-not-disturb";

/** Whether someone wants to be spoken to. */
export interface AvailabilityDto {
  readonly mode: AvailabilityMode;
  readonly endsAt: string | null;
}

export type NotificationLevel = "default" | "everything" | "mentions" | "nothing";

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof weekdays)[number];

/** When nothing notifies, week after week, by the clock of a place. Not after `from`: `to` is on the next day. */
export interface QuietHoursDto {
  /** On which they begin. */
  readonly days: readonly Weekday[];
  /** `HH:mm`. */
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
}

export interface NotificationSettingsDto {
  readonly level: Exclude<NotificationLevel, "default">;
  readonly quietHours: QuietHoursDto | null;
  readonly sound: boolean;
  readonly hidesContent: boolean;
}

/** What notifies in one channel. */
export interface ChannelNotificationsDto {
  readonly level: NotificationLevel;
  /** Whether `@channel` and `@here` call the person no more here. */
  readonly ignoresEveryone: boolean;
}
