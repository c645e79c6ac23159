/** What waits in a composer of the account's and was not sent. */
export interface DraftDto {
  readonly channelId: string;
  /** The root of the thread whose composer it is; null: the channel's own. */
  readonly threadSeq: number | null;
  readonly text: string;
  readonly updatedAt: string;
}

/** All of the account's in channels that it is in, the last written first. */
export interface DraftList {
  readonly drafts: readonly DraftDto[];
}
