import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { AvailabilityDto, NotificationLevel, NotificationSettingsDto, QuietHoursDto } from "../../../src/contracts";
import { type Decision, decide, type IncomingMessage } from "../../../src/core/attention/decide";

/** The table that the server is held against, too. */
interface Vector {
  readonly name: string;
  readonly now?: string;
  readonly message?: Partial<IncomingMessage>;
  readonly settings?: {
    readonly level?: NotificationSettingsDto["level"];
    readonly channel?: NotificationLevel;
    readonly ignoresEveryone?: boolean;
    readonly sound?: boolean;
    readonly quietHours?: QuietHoursDto;
  };
  readonly availability?: AvailabilityDto;
  readonly inView?: boolean;
  readonly decides: Decision;
}

const vectors: readonly Vector[] = JSON.parse(readFileSync("../tests/vectors/notifications.json", "utf8"));
const message: IncomingMessage = { own: false, edited: false, read: false, direct: false, reply: "none", mention: "none" };

describe("what notifies", () => {
  test.each(vectors)("$name", (vector) => {
    const set = vector.settings ?? {};
    const decision = decide(
      { ...message, ...vector.message },
      {
        // A Monday.
        nowMs: Date.parse(vector.now ?? "2026-11-23T10:00:00.000Z"),
        settings: { level: set.level ?? "mentions", quietHours: set.quietHours ?? null, sound: set.sound ?? false, hidesContent: false },
        channel: { level: set.channel ?? "default", ignoresEveryone: set.ignoresEveryone ?? false },
        availability: vector.availability ?? null,
        inView: vector.inView ?? false,
      },
    );
    expect(decision).toEqual(vector.decides);
  });

  test("the table is whole", () => {
    expect(vectors.length).toBeGreaterThan(80);
    expect(new Set(vectors.map(({ name }) => name)).size).toBe(vectors.length);
  });
});
