// The pictures of two runs are to be the same: in them it is always the same afternoon, whenever and however fast they are taken.

export const nowAt = "2025-11-19T16:45:20Z";

/** What a server's times are in the pictures: by the minute that a story gives its messages, and, for all else, as long ago as it was. */
export class ToldTimes {
  #told = new Map();

  /** @param at Day and minute, as in "18 09:12", of the November that is told of. */
  tell(realAt, at) {
    const [day, time] = at.split(" ");
    this.#told.set(Date.parse(realAt), Date.parse(`2025-11-${day}T${time}:00Z`));
  }

  /** Whatever happened in a channel between what is told of happened then, too: its days are to follow each other. */
  async follow(person, channelId, begunAt) {
    let last = Date.parse(`2025-11-${begunAt.replace(" ", "T")}:00Z`);
    for (let after = 0, hasMore = true; hasMore; ) {
      const { events } = await person.get(`/api/v1/channels/${channelId}/events?after=${after}&limit=200`);
      for (const event of events) {
        const at = Date.parse(event.at);
        last = this.#told.get(at) ?? last;
        this.#told.set(at, last);
        after = event.seq;
      }
      hasMore = events.length > 0;
    }
  }

  /** For every page of the context, before its own script. */
  async showIn(context) {
    await context.addInitScript(moveTime, { nowMs: Date.parse(nowAt), told: [...this.#told] });
  }
}

function moveTime({ nowMs, told }) {
  const Real = Date;
  const begunMs = Real.now();
  const byReal = new Map(told);
  const halfYear = 180 * 86_400_000;
  const now = () => Real.now() - begunMs + nowMs;
  const moved = (realMs) => byReal.get(realMs) ?? (Math.abs(realMs - begunMs) < halfYear ? realMs - begunMs + nowMs : realMs);
  globalThis.Date = class extends Real {
    constructor(...args) {
      if (args.length === 0) {
        super(now());
      } else if (args.length === 1 && typeof args[0] === "string") {
        super(moved(Real.parse(args[0])));
      } else {
        super(...args);
      }
    }
    static now = now;
    static parse = (text) => moved(Real.parse(text));
  };
  // Who looks at a page for a picture reads nothing: what is unread stays unread for the next one.
  document.hasFocus = () => false;
}
