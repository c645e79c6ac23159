/**
 * One tab of an account's in this browser interrupts, whatever number there are: the one that has the lock. Whoever comes to the front takes it, so that the tab
 * that decides is also the one that is looked at; when it closes, another gets it. Where pages have no locks they have no notifications either.
 */
export class Leader {
  readonly #name: string;
  /** The request that has the lock; a tab that takes it may take it from an earlier one of its own. */
  #holder: symbol | null = null;
  #isStopped = false;
  #release: () => void = () => {};
  #waiting = new AbortController();

  constructor(accountId: string) {
    this.#name = `parley.attention.${accountId}`;
    this.#wait();
  }

  get isLeader(): boolean {
    return this.#holder !== null;
  }

  /** This tab came to the front. */
  take(): void {
    if (!this.isLeader && !this.#isStopped) {
      this.#waiting.abort();
      this.#request({ steal: true });
    }
  }

  stop(): void {
    this.#isStopped = true;
    this.#waiting.abort();
    this.#release();
  }

  #wait(): void {
    this.#waiting = new AbortController();
    this.#request({ signal: this.#waiting.signal });
  }

  #request(options: LockOptions): void {
    const me = Symbol();
    navigator.locks
      ?.request(this.#name, options, () => {
        this.#holder = me;
        return new Promise<void>((resolve) => {
          this.#release = resolve;
        });
      })
      .catch(() => {
        // It was taken by another tab; or, when it is not the holder, given up for a later request.
        if (this.#holder === me) {
          this.#holder = null;
          if (!this.#isStopped) {
            this.#wait();
          }
        }
      });
  }
}
