/** A file of a message. Its content is at `/api/v1/files/{id}`. */
export interface FileDto {
  readonly id: string;
  readonly name: string;
  /** Of a picture, sound or film only when the content begins like one. */
  readonly mediaType: string;
  readonly bytes: number;
  /** Pixels; null: they were not measured. */
  readonly width: number | null;
  readonly height: number | null;
}

export interface FileLimitsDto {
  /** Of one file. */
  readonly maxBytes: number;
}
