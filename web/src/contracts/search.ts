import type { ChannelDto } from "./channels";
import type { FileDto } from "./files";
import type { MessageDto } from "./messages";
import type { MemberDto } from "./workspaces";

/** A part of a text, in UTF-16 code units. */
export interface TextRangeDto {
  readonly start: number;
  readonly length: number;
}

export interface FoundMessageDto {
  readonly message: MessageDto;
  /** Where its text has the words, from the left, without overlap. */
  readonly ranges: readonly TextRangeDto[];
}

export interface FoundMessagePage {
  readonly results: readonly FoundMessageDto[];
  /** Goes into `?cursor=` for the next page; null on the last one. */
  readonly cursor: string | null;
  /** false: more fit than were looked at. */
  readonly isComplete: boolean;
}

export interface FoundFileDto {
  readonly file: FileDto;
  readonly message: MessageDto;
  /** Where the file's name has the words. */
  readonly ranges: readonly TextRangeDto[];
}

export interface FoundFilePage {
  readonly results: readonly FoundFileDto[];
  readonly cursor: string | null;
  readonly isComplete: boolean;
}

export interface FoundPersonDto {
  readonly member: MemberDto;
  /** Where the display name has the words. */
  readonly ranges: readonly TextRangeDto[];
}

export interface FoundPersonPage {
  readonly results: readonly FoundPersonDto[];
  readonly cursor: string | null;
  readonly isComplete: boolean;
}

export interface FoundChannelDto {
  readonly channel: ChannelDto;
  /** Where the name has the words. */
  readonly ranges: readonly TextRangeDto[];
}

export interface FoundChannelPage {
  readonly results: readonly FoundChannelDto[];
  readonly cursor: string | null;
  readonly isComplete: boolean;
}
