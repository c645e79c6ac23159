import { expect, test } from "vitest";
import type { ChannelEventDto, MessageMentions } from "../../../src/contracts";
import { Http } from "../../../src/core/api/http";
import type { SocketEvents } from "../../../src/core/connection/socket";
import { MemoryStore } from "../../../src/core/local/memoryStore";
import { Session } from "../../../src/core/session";
import { FakeClock, settle } from "../../support/fakeClock";
import { ana, FakeServer, me } from "../../support/fakeServer";
import { seeded } from "../../support/random";

const keyword = "deploy";
const callsMe: readonly (MessageMentions | null)[] = [
  null,
  null,
  { accountIds: [me], groups: null, here: null, channel: false },
  { accountIds: [ana], groups: null, here: null, channel: false },
  { accountIds: null, groups: null, here: [ana, me], channel: false },
  { accountIds: null, groups: null, here: null, channel: true },
];

/** The account's channels as the server has them, and what it says of them at any moment. */
class Place {
  readonly channels = [new FakeServer("c1"), new FakeServer("c2")];
  readonly joined = new Set(this.channels);

  sync() {
    return { epoch: "e1", channels: this.channels.filter((channel) => this.joined.has(channel)).map((channel) => this.#stateOf(channel)) };
  }

  #stateOf(channel: FakeServer) {
    const words = channel.messages
      .filter(({ seq, authorId, text }) => seq > channel.readSeq && authorId !== me && text.includes(keyword))
      .map(({ seq }) => seq);
    return { ...channel.sync, mentionSeqs: [...new Set([...channel.mentionSeqs(), ...words])].sort((a, b) => a - b) };
  }
}

/** A client of the account. What it hears and what it is answered comes late; while it is away nothing comes. */
class Device {
  readonly clock = new FakeClock();
  readonly #place: Place;
  readonly #random: () => number;
  #session: Session | null = null;
  #socket: SocketEvents | null = null;
  #frames: object[] = [];
  #answers: (() => void)[] = [];
  #isOpening = false;
  isOnline = true;

  constructor(place: Place, random: () => number) {
    this.#place = place;
    this.#random = random;
  }

  get session(): Session {
    if (this.#session === null) {
      throw new Error("The device was not started.");
    }
    return this.#session;
  }

  async start(): Promise<void> {
    const starting = Session.start({
      http: new Http({ fetch: (input, init) => this.#fetch(String(input), init), onSignedOut: () => {} }),
      openSocket: (events) => {
        this.#socket = events;
        this.#isOpening = true;
        this.#frames = [];
        return { send: (text) => this.#said(JSON.parse(text)), close: () => {} };
      },
      clock: this.clock,
      random: this.#random,
      randomBytes: (count) => new Uint8Array(count),
      store: new MemoryStore(),
      sendFile: () => {
        throw new Error("No file is sent here.");
      },
      measure: async () => null,
      nextFrame: (action) => action(),
    });
    await this.rest();
    this.#session = await starting;
    await this.rest();
  }

  hear(frame: object): void {
    if (this.isOnline) {
      this.#frames.push(frame);
    }
  }

  goAway(): void {
    this.isOnline = false;
    this.#frames = [];
    this.#isOpening = false;
    this.#socket?.onClose(1006);
  }

  comeBack(): void {
    this.isOnline = true;
    this.clock.advance(60_000);
  }

  /** Some of what is on its way arrives. */
  async step(): Promise<void> {
    this.#open();
    for (const frame of this.#frames.splice(0, Math.floor(this.#random() * (this.#frames.length + 1)))) {
      this.#socket?.onText(JSON.stringify(frame));
    }
    for (const answer of this.#answers.splice(0, Math.floor(this.#random() * (this.#answers.length + 1)))) {
      answer();
    }
    this.clock.advance(this.#random() * 600);
    await settle();
  }

  /** All of it arrives, until nothing more happens. */
  async rest(): Promise<void> {
    for (let round = 0; round < 12 || this.#frames.length + this.#answers.length > 0; round += 1) {
      this.#open();
      for (const frame of this.#frames.splice(0)) {
        this.#socket?.onText(JSON.stringify(frame));
      }
      for (const answer of this.#answers.splice(0)) {
        answer();
      }
      this.clock.advance(1_000);
      await settle();
    }
  }

  #open(): void {
    if (this.isOnline && this.#isOpening) {
      this.#isOpening = false;
      this.#socket?.onOpen();
    }
  }

  #said(frame: { type: string; n?: number; cursors?: Record<string, number> }): void {
    if (frame.type === "ping") {
      this.hear({ type: "pong", n: frame.n });
    }
    if (frame.type !== "connect") {
      return;
    }
    const { channels, joined } = this.#place;
    const heads = Object.fromEntries([...joined].map((channel) => [channel.channelId, channel.head]));
    this.#frames.push({ type: "ready", connectionId: "x", accountId: me, epoch: "e1", heads });
    for (const channel of channels.filter((one) => joined.has(one))) {
      const cursor = frame.cursors?.[channel.channelId];
      this.#frames.push(...(cursor === undefined ? [] : channel.log.slice(cursor)));
    }
  }

  /** Read at once and answered later, or both later: an answer may be older or newer than the events around it. */
  #fetch(input: string, init: RequestInit | undefined): Promise<Response> {
    const isReadNow = this.#random() < 0.5;
    const early = isReadNow ? this.#answer(input, init) : null;
    return new Promise((resolve) => {
      this.#answers.push(() => resolve(early ?? this.#answer(input, init)));
    });
  }

  async #answer(input: string, init: RequestInit | undefined): Promise<Response> {
    const path = new URL(input, "http://localhost").pathname.slice("/api/v1".length);
    if (path === "/me") {
      const account = { id: me, username: "me", displayName: "Me", isServerAdmin: false };
      return Response.json({ account, email: null, workspaces: [], keywords: [keyword] });
    }
    if (path === "/sync") {
      return Response.json(this.#place.sync());
    }
    const channel = this.#place.channels.find(({ channelId }) => path.includes(channelId));
    if (channel === undefined) {
      return Response.json({ members: [], cursor: null });
    }
    if (path.endsWith("/read-marker")) {
      return this.#mark(channel, JSON.parse(String(init?.body)).seq);
    }
    return path.endsWith(channel.channelId) ? Response.json(channel.info) : channel.answer(input);
  }

  onMarked: (frame: object) => void = () => {};

  #mark(channel: FakeServer, seq: number): Response {
    if (!this.#place.joined.has(channel)) {
      return Response.json({ title: "No", status: 403, code: "not-a-member" }, { status: 403 });
    }
    const frame = channel.moveMarker(seq);
    this.onMarked(frame);
    return Response.json({ seq: frame.seq, version: frame.version });
  }
}

class Life {
  readonly place = new Place();
  readonly devices: readonly Device[];
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seeded(seed);
    this.devices = [0, 1, 2].map(() => new Device(this.place, this.#random));
    for (const device of this.devices) {
      device.onMarked = (frame) => this.#tell(frame);
    }
  }

  async start(): Promise<void> {
    for (const device of this.devices) {
      await device.start();
    }
  }

  /** One thing that the account, someone else, or a network does. */
  async act(): Promise<void> {
    const channel = this.#pick(this.place.channels);
    const device = this.#pick(this.devices);
    const isIn = this.place.joined.has(channel);
    const choice = this.#random();
    if (choice < 0.4) {
      this.#log(channel, this.#post(channel));
    } else if (choice < 0.52) {
      this.#edit(channel);
    } else if (choice < 0.6) {
      this.#delete(channel);
    } else if (choice < 0.72 && isIn) {
      this.#read(device, channel);
    } else if (choice < 0.76 && isIn) {
      const known = device.session.channels.get(channel.channelId);
      known?.messages[this.#random() < 0.5 ? "openEnd" : "loadOlder"]().catch(() => {});
    } else if (choice < 0.79) {
      this.#comeOrGo(device);
    } else if (choice < 0.8 && channel === this.place.channels[1]) {
      this.#joinOrLeave(channel);
    } else {
      await device.step();
    }
  }

  /** Everyone is back and has heard everything. */
  async rest(): Promise<void> {
    for (const device of this.devices) {
      if (!device.isOnline) {
        device.comeBack();
      }
    }
    for (let round = 0; round < 3; round += 1) {
      for (const device of this.devices) {
        await device.rest();
      }
    }
  }

  #read(device: Device, channel: FakeServer): void {
    const known = device.session.channels.get(channel.channelId);
    const seq = 1 + Math.floor(this.#random() * Math.max(1, known?.info.value.head ?? 1));
    if (known !== undefined && this.#random() < 0.7) {
      device.session.readMarkers.read(known, this.#random() < 0.6 ? known.info.value.head : seq);
    } else if (known !== undefined) {
      device.session.readMarkers.markUnread(known, seq);
    }
  }

  #post(channel: FakeServer): ChannelEventDto {
    const authorId = this.#random() < 0.2 ? me : ana;
    const root = this.#pick(channel.messages.filter(({ threadSeq }) => threadSeq === null).slice(-20));
    return root === undefined || this.#random() < 0.7
      ? channel.post(this.#text(), authorId, undefined, this.#pick(callsMe))
      : channel.reply(this.#text(), root.seq, authorId, this.#random() < 0.3, undefined, this.#pick(callsMe));
  }

  #edit(channel: FakeServer): void {
    const message = this.#pick(channel.messages.filter(({ deletedAt }) => deletedAt === null).slice(-30));
    if (message !== undefined) {
      const data = { messageSeq: message.seq, text: this.#text(), mentions: this.#pick(callsMe) };
      this.#log(channel, channel.append({ type: "message.edited", data }, message.authorId));
    }
  }

  #delete(channel: FakeServer): void {
    const message = this.#pick(channel.messages.filter(({ deletedAt }) => deletedAt === null).slice(-30));
    if (message !== undefined) {
      this.#log(channel, channel.remove(message.seq, message.authorId));
    }
  }

  #comeOrGo(device: Device): void {
    if (device.isOnline) {
      device.goAway();
    } else {
      device.comeBack();
    }
  }

  #joinOrLeave(channel: FakeServer): void {
    if (this.place.joined.has(channel)) {
      this.#log(channel, channel.append({ type: "member.left", data: { accountId: me } }, me));
      this.place.joined.delete(channel);
    } else {
      this.place.joined.add(channel);
      const joined = channel.append({ type: "member.joined", data: { accountId: me } }, me);
      channel.moveMarker(joined.seq);
      this.#log(channel, joined);
    }
  }

  #text(): string {
    return this.#random() < 0.1 ? `please ${keyword}` : "ahoy";
  }

  #log(channel: FakeServer, event: ChannelEventDto): void {
    if (this.place.joined.has(channel)) {
      this.#tell(event);
    }
  }

  #tell(frame: object): void {
    for (const device of this.devices) {
      device.hear(frame);
    }
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)] as T;
  }
}

const seeds = 20;
const operations = 5_000;

/** R10: 100,000 operations in all. */
test.each(Array.from({ length: seeds }, (_, index) => index + 1))(
  "Three devices count what a recount counts, whatever happened (seed %i)",
  async (seed) => {
    const life = new Life(seed);
    await life.start();
    for (let operation = 1; operation <= operations; operation += 1) {
      await life.act();
      if (operation % 250 === 0) {
        await life.rest();
        const recount = life.place
          .sync()
          .channels.map(({ channel, readSeq, unread, mentionSeqs }) => [channel.id, readSeq, unread, mentionSeqs.length]);
        for (const { session } of life.devices) {
          const counted = session.channels.joined.value
            .map(({ id, readSeq, unread, mentions }) => [id, readSeq.value, unread.value, mentions.value])
            .sort();
          expect([operation, counted]).toEqual([operation, recount]);
        }
      }
    }
    for (const { session } of life.devices) {
      session.dispose();
    }
  },
  60_000,
);
