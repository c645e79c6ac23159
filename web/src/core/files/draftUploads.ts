import { describeFile, discardFile, getFileLimits } from "../api/files";
import type { Http } from "../api/http";
import type { SendFile } from "./sendFile";
import { type PictureSize, Uploads } from "./uploads";

export interface DraftUploadsServices {
  readonly http: Http;
  readonly sendFile: SendFile;
  /** The pixels of a picture; null: it is none that can be shown here. */
  readonly measure: (content: File) => Promise<PictureSize | null>;
  readonly newId: () => string;
}

/** The files that wait in each composer, with its draft. */
export class DraftUploads {
  readonly #services: DraftUploadsServices;
  readonly #known = new Map<string, Uploads>();
  #maxBytes: Promise<number> | null = null;

  constructor(services: DraftUploadsServices) {
    this.#services = services;
  }

  of(channelId: string, draftKey: string): Uploads {
    const known = this.#known.get(draftKey);
    if (known !== undefined) {
      return known;
    }
    const { http, sendFile, measure, newId } = this.#services;
    const uploads = new Uploads(channelId, {
      send: sendFile,
      measure,
      maxBytes: () => this.#readMaxBytes(),
      describe: (fileId, alt) => describeFile(http, fileId, alt),
      discard: (fileId) => {
        discardFile(http, fileId).catch(() => {
          // The server removes it by itself after a day.
        });
      },
      newId,
    });
    this.#known.set(draftKey, uploads);
    return uploads;
  }

  #readMaxBytes(): Promise<number> {
    this.#maxBytes ??= getFileLimits(this.#services.http).then(
      (limits) => limits.maxBytes,
      (error) => {
        this.#maxBytes = null;
        throw error;
      },
    );
    return this.#maxBytes;
  }
}
