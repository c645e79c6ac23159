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
  /** What a picture shows, in words; null: nobody said. */
  readonly alt: string | null;
  /** The picture in 4 by 4 pixels, as the rows of a bitmap file in Base64; null: there are none. */
  readonly blur: string | null;
}

export interface FileLimitsDto {
  /** Of one file. */
  readonly maxBytes: number;
}
