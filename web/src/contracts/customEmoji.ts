/** An emoji of a workspace's own, written as `:name:`. Where a name has no emoji (any more) it is text. */
export interface CustomEmojiDto {
  readonly name: string;
  readonly url: string;
  /** Who added it. */
  readonly creatorId: string;
  readonly createdAt: string;
}

export interface CustomEmojiList {
  readonly emoji: readonly CustomEmojiDto[];
}
