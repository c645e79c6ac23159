/** What is kept on this device: `localStorage`, or a map in a test. */
export interface LocalStore {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Writes what fits: a full or forbidden store costs the copy, never the action that made it. */
export function trySet(store: LocalStore, key: string, value: string): void {
  try {
    store.setItem(key, value);
  } catch {
    // QuotaExceededError, or SecurityError in a private window.
  }
}

export function keysWith(store: LocalStore, prefix: string): readonly string[] {
  const keys: string[] = [];
  for (let index = 0; index < store.length; index += 1) {
    const key = store.key(index);
    if (key?.startsWith(prefix)) {
      keys.push(key);
    }
  }
  return keys;
}

/** Everything this device keeps for an account, as it signs out. */
export function forget(store: LocalStore, accountId: string): void {
  for (const key of keysWith(store, accountPrefix(accountId))) {
    store.removeItem(key);
  }
}

export function accountPrefix(accountId: string): string {
  return `parley.${accountId}.`;
}
