import { useCallback, useEffect, useState } from "preact/hooks";
import { describeError } from "../describeError";

export interface List<T> {
  /** null until it is here. */
  readonly items: readonly T[] | null;
  readonly error: string | null;
  /** Does something to the list, then reads it again. */
  readonly run: (action: () => Promise<unknown>) => void;
}

/** A list that is read from the server when it is shown. */
export function useList<T>(read: () => Promise<readonly T[]>): List<T> {
  const [items, setItems] = useState<readonly T[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const attempt = useCallback(async (action: () => Promise<unknown>) => {
    try {
      setError(null);
      await action();
      setItems(await read());
    } catch (failure) {
      setError(describeError(failure));
    }
  }, []);
  useEffect(() => {
    void attempt(async () => {});
  }, [attempt]);
  return { items, error, run: (action) => void attempt(action) };
}
