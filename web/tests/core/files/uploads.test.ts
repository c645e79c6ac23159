import { expect, test } from "vitest";
import { type FileDto, limits } from "../../../src/contracts";
import { ProblemError } from "../../../src/core/api/http";
import type { SendFile } from "../../../src/core/files/sendFile";
import { Uploads } from "../../../src/core/files/uploads";

interface Sending {
  readonly url: string;
  readonly progress: (sentBytes: number) => void;
  readonly answer: (file: FileDto) => void;
  readonly refuse: (error: Error) => void;
  readonly signal: AbortSignal;
}

/** A composer's uploads over a server that answers when the test says so. */
class Desk {
  readonly sendings: Sending[] = [];
  readonly discarded: string[] = [];
  readonly described: string[] = [];
  readonly uploads: Uploads;
  #ids = 0;

  constructor(maxBytes = 1_000) {
    const send: SendFile = (url, _, progress, signal) =>
      new Promise((answer, refuse) => {
        signal.addEventListener("abort", () => refuse(new Error("aborted")));
        this.sendings.push({ url, progress, answer, refuse, signal });
      });
    this.uploads = new Uploads("c1", {
      send,
      measure: () => Promise.resolve({ width: 640, height: 480, blur: "AAAA" }),
      maxBytes: () => Promise.resolve(maxBytes),
      describe: (fileId, alt) => {
        this.described.push(`${fileId} ${alt}`);
        return Promise.resolve({ ...stored(fileId), alt });
      },
      discard: (fileId) => this.discarded.push(fileId),
      newId: () => `u${++this.#ids}`,
    });
  }

  get states(): readonly string[] {
    return this.uploads.items.value.map(({ state }) => state.name);
  }

  async sending(index: number): Promise<Sending> {
    await expect.poll(() => this.sendings.length).toBeGreaterThan(index);
    return this.sendings[index] as Sending;
  }
}

const stored = (id: string): FileDto => ({
  id,
  name: "a",
  mediaType: "text/plain",
  bytes: 3,
  width: null,
  height: null,
  alt: null,
  blur: null,
});
const text = (name: string, size = 3) => new File(["x".repeat(size)], name, { type: "text/plain" });

test("files are sent one after the other as they are added, and the message takes them together", async () => {
  const desk = new Desk();
  const { uploads } = desk;
  expect(uploads.add([text("a"), text("b")])).toBe(0);
  const first = await desk.sending(0);
  first.progress(2);
  expect(uploads.items.value.map(({ state }) => state)).toEqual([{ name: "sending", sentBytes: 2 }, { name: "waiting" }]);
  expect(uploads.take()).toBeNull();

  first.answer(stored("f1"));
  (await desk.sending(1)).answer(stored("f2"));
  await expect.poll(() => uploads.items.value.every(({ state }) => state.name === "done")).toBe(true);

  expect(uploads.take()?.map((file) => file.id)).toEqual(["f1", "f2"]);
  expect(uploads.items.value).toEqual([]);
});

test("a picture is measured, and a name that others use for folders is changed", async () => {
  const desk = new Desk();
  desk.uploads.add([new File(["x"], "a/b\\c.png", { type: "image/png" })]);

  expect((await desk.sending(0)).url).toBe("/api/v1/channels/c1/files?name=a_b_c.png&width=640&height=480&blur=AAAA");
});

test("one that is too large is never sent, and the next one is", async () => {
  const desk = new Desk(10);
  desk.uploads.add([text("large", 11), text("small")]);

  await desk.sending(0);
  expect(desk.states).toEqual(["tooLarge", "sending"]);
  expect(desk.sendings).toHaveLength(1);
});

test("what fails says why and can be tried again", async () => {
  const desk = new Desk();
  desk.uploads.add([text("a")]);
  (await desk.sending(0)).refuse(new ProblemError({ title: "Full", status: 409, detail: null, code: "limit-reached", errors: {} }, null));
  await expect.poll(() => desk.states).toEqual(["failed"]);
  expect(desk.uploads.items.value[0]?.state).toMatchObject({ problem: { title: "Full" } });

  desk.uploads.tryAgain("u1");
  (await desk.sending(1)).answer(stored("f1"));
  await expect.poll(() => desk.states).toEqual(["done"]);
});

test("one that is removed stops, or is discarded when it is there already", async () => {
  const desk = new Desk();
  desk.uploads.add([text("a"), text("b")]);
  const first = await desk.sending(0);
  desk.uploads.remove("u1");
  expect(first.signal.aborted).toBe(true);

  (await desk.sending(1)).answer(stored("f2"));
  await expect.poll(() => desk.states).toEqual(["done"]);
  desk.uploads.remove("u2");
  expect(desk.discarded).toEqual(["f2"]);
});

test("a message has a bound", () => {
  const desk = new Desk();
  const many = Array.from({ length: limits.filesPerMessage + 2 }, (_, index) => text(`${index}`));

  expect(desk.uploads.add(many)).toBe(2);
  expect(desk.uploads.items.value).toHaveLength(limits.filesPerMessage);
});

test("what a picture shows is said once it is there, and goes with the message", async () => {
  const desk = new Desk();
  desk.uploads.add([new File(["x"], "a.png", { type: "image/png" })]);
  await desk.uploads.describe("u1", "too early");
  const sending = await desk.sending(0);
  expect(sending.url).toContain("width=640&height=480&blur=AAAA");
  sending.answer(stored("f1"));
  await expect.poll(() => desk.states).toEqual(["done"]);

  await desk.uploads.describe("u1", "");
  await desk.uploads.describe("u1", "A boat");
  await desk.uploads.describe("u1", "A boat");

  expect(desk.described).toEqual(["f1 A boat"]);
  expect(desk.uploads.take()?.map(({ alt }) => alt)).toEqual(["A boat"]);
});
