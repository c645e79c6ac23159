import { expect, test } from "vitest";
import { defaultPreferences, type PreferencesChange, type PreferencesDto } from "../../../src/contracts/preferences";
import { MemoryStore } from "../../../src/core/local/memoryStore";
import { Preferences } from "../../../src/core/preferences/preferences";
import { settle } from "../../support/fakeClock";

class Passing extends Error {}

/** A device, and the server that keeps the account's preferences. */
class Device {
  readonly store = new MemoryStore();
  readonly sent: PreferencesChange[] = [];
  stored: PreferencesDto = defaultPreferences;
  failure: Error | null = null;
  preferences = this.open();

  /** As after the page was loaded again. */
  open(): Preferences {
    this.preferences = new Preferences(this.store, (error) => error instanceof Passing);
    return this.preferences;
  }

  signIn(): void {
    this.preferences.signedIn(this.stored, async (change) => {
      this.sent.push(change);
      if (this.failure !== null) {
        throw this.failure;
      }
      this.stored = { ...this.stored, ...change };
      return this.stored;
    });
  }

  get shown(): PreferencesDto {
    return this.preferences.current.value;
  }
}

test("A choice shows at once, is told to the server, and is there when the page is loaded again", async () => {
  const device = new Device();
  device.signIn();
  device.preferences.choose({ theme: "dark" });
  expect(device.shown.theme).toBe("dark");

  await settle();
  expect(device.sent).toEqual([{ theme: "dark" }]);
  device.open();
  expect(device.shown.theme).toBe("dark");
  device.signIn();
  await settle();
  expect(device.sent).toHaveLength(1);
});

test("What another device chose shows here", () => {
  const device = new Device();
  device.signIn();
  device.preferences.take({ ...defaultPreferences, density: "compact" });
  expect(device.shown.density).toBe("compact");
});

test("What is not sent yet is not undone by what the server says meanwhile", async () => {
  const device = new Device();
  device.signIn();
  device.preferences.choose({ theme: "dark" });
  device.preferences.take({ ...defaultPreferences, clock: "24h" });
  expect(device.shown).toEqual({ ...defaultPreferences, theme: "dark", clock: "24h" });
  await settle();
  expect(device.stored.theme).toBe("dark");
});

test("Choices that come one after the other end with the last one, on the server too", async () => {
  const device = new Device();
  device.signIn();
  for (const theme of ["dark", "light", "contrast"] as const) {
    device.preferences.choose({ theme });
  }
  await settle();
  expect([device.shown.theme, device.stored.theme]).toEqual(["contrast", "contrast"]);
});

test("Without an answer the choice is kept, over a reload too, and sent when asked to", async () => {
  const device = new Device();
  device.signIn();
  device.failure = new Passing();
  device.preferences.choose({ textSize: "large" });
  await settle();
  device.open();
  expect(device.shown.textSize).toBe("large");

  device.failure = null;
  device.signIn();
  await settle();
  expect([device.stored.textSize, device.shown.textSize]).toEqual(["large", "large"]);
});

test("What the server refuses is taken back", async () => {
  const device = new Device();
  device.signIn();
  device.failure = new Error("refused");
  device.preferences.choose({ skinTone: 3 });
  await settle();
  expect(device.shown.skinTone).toBe(0);
});

test("Before anyone is signed in a choice is the device's, and then the account's", async () => {
  const device = new Device();
  device.preferences.choose({ language: "pl" });
  expect(device.shown.language).toBe("pl");
  device.signIn();
  await settle();
  expect(device.stored.language).toBe("pl");
});

test("The next account does not get what the last one chose", async () => {
  const device = new Device();
  device.signIn();
  device.failure = new Passing();
  device.preferences.choose({ theme: "dark" });
  await settle();
  device.preferences.signedOut();
  expect(device.shown.theme).toBe("dark");
  device.failure = null;
  device.signIn();
  await settle();
  expect([device.stored.theme, device.shown.theme]).toEqual(["system", "system"]);
});

test.each(["", "{", "null", "[]", '{"theme":"pink","density":"compact","letterKeys":"no"}'])(
  "A copy of %j on the device is taken as far as it goes",
  (kept) => {
    const device = new Device();
    device.store.setItem("parley.preferences", kept);
    device.open();
    expect(device.shown).toEqual({ ...defaultPreferences, density: kept.includes("compact") ? "compact" : "comfortable" });
  },
);
