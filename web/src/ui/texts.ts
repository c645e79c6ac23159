/** What a catalogue of another language has to have: the same texts, of the same number and from the same values, with words of its own. */
export type TextsOf<T> = T extends string
  ? string
  : T extends (...values: infer Values) => string
    ? (...values: Values) => string
    : { readonly [Key in keyof T]: TextsOf<T[Key]> };
