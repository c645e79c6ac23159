/** Turns what came over the wire into a contract type, or throws {@link DecodeError} that names the member at fault. */
export type Decoder<T> = (value: unknown, path: string) => T;

export class DecodeError extends Error {
  override readonly name = "DecodeError";
}

function expected(what: string, path: string): DecodeError {
  return new DecodeError(`Expected ${what} at ${path}.`);
}

export const text: Decoder<string> = (value, path) => {
  if (typeof value !== "string") {
    throw expected("a string", path);
  }
  return value;
};

export const number: Decoder<number> = (value, path) => {
  if (typeof value !== "number") {
    throw expected("a number", path);
  }
  return value;
};

export const boolean: Decoder<boolean> = (value, path) => {
  if (typeof value !== "boolean") {
    throw expected("a boolean", path);
  }
  return value;
};

export const nothing: Decoder<null> = () => null;

/** A member that is null or left out becomes null. */
export function nullable<T>(decode: Decoder<T>): Decoder<T | null> {
  return (value, path) => (value === null || value === undefined ? null : decode(value, path));
}

export function oneOf<const T extends string>(...allowed: readonly T[]): Decoder<T> {
  return (value, path) => {
    const found = allowed.find((option) => option === value);
    if (found === undefined) {
      throw expected(allowed.join(" or "), path);
    }
    return found;
  };
}

export function list<T>(decode: Decoder<T>): Decoder<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) {
      throw expected("a list", path);
    }
    return value.map((item, index) => decode(item, `${path}[${index}]`));
  };
}

export function record<T>(decode: Decoder<T>): Decoder<Readonly<Record<string, T>>> {
  return (value, path) =>
    Object.fromEntries(Object.entries(members(value, path)).map(([key, item]) => [key, decode(item, `${path}.${key}`)]));
}

/** Members that are not named are dropped, so that a newer server does not break this client. */
export function shape<T extends object>(decoders: { readonly [K in keyof T]-?: Decoder<T[K]> }): Decoder<T> {
  const entries = Object.entries(decoders) as [string, Decoder<unknown>][];
  return (value, path) => {
    const from = members(value, path);
    return Object.fromEntries(entries.map(([key, decode]) => [key, decode(from[key], `${path}.${key}`)])) as T;
  };
}

export function members(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) {
    throw expected("an object", path);
  }
  return value as Record<string, unknown>;
}
