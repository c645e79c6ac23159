import { type ReadonlySignal, signal } from "@preact/signals-core";
import { type FileDto, limits, type ProblemDto } from "../../contracts";
import { type FileDescription, uploadUrl } from "../api/files";
import { ProblemError } from "../api/http";
import type { SendFile } from "./sendFile";

export type UploadState =
  | { readonly name: "waiting" }
  | { readonly name: "sending"; readonly sentBytes: number }
  | { readonly name: "done"; readonly file: FileDto }
  /** Too large for this server, of which it was never sent a byte. */
  | { readonly name: "tooLarge"; readonly maxBytes: number }
  /** null: the server did not answer. */
  | { readonly name: "failed"; readonly problem: ProblemDto | null };

export interface Upload {
  /** Of this client only. */
  readonly id: string;
  readonly content: File;
  readonly state: UploadState;
}

/** What is known of a picture before it is sent. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
  /** As a file has it. */
  readonly blur: string | null;
}

export interface UploadServices {
  readonly send: SendFile;
  /** The pixels of a picture; null: it is none that this browser knows. */
  readonly measure: (content: File) => Promise<PictureSize | null>;
  readonly maxBytes: () => Promise<number>;
  readonly describe: (fileId: string, alt: string) => Promise<FileDto>;
  readonly discard: (fileId: string) => void;
  readonly newId: () => string;
}

/** The files that wait in one composer: each is sent as soon as it is added, one after the other, and kept until the message is written. */
export class Uploads {
  readonly #services: UploadServices;
  readonly #channelId: string;
  readonly #items = signal<readonly Upload[]>([]);
  readonly #sending = new Map<string, AbortController>();

  constructor(channelId: string, services: UploadServices) {
    this.#channelId = channelId;
    this.#services = services;
  }

  get items(): ReadonlySignal<readonly Upload[]> {
    return this.#items;
  }

  /** @returns How many were left out: a message has a bound. */
  add(files: readonly File[]): number {
    const room = limits.filesPerMessage - this.#items.value.length;
    const taken = files.slice(0, room);
    const added = taken.map((content): Upload => ({ id: this.#services.newId(), content, state: { name: "waiting" } }));
    this.#items.value = [...this.#items.value, ...added];
    void this.#sendNext();
    return files.length - taken.length;
  }

  remove(id: string): void {
    const upload = this.#find(id);
    this.#items.value = this.#items.value.filter((item) => item.id !== id);
    this.#sending.get(id)?.abort();
    if (upload?.state.name === "done") {
      this.#services.discard(upload.state.file.id);
    }
  }

  tryAgain(id: string): void {
    if (this.#find(id)?.state.name === "failed") {
      this.#change(id, { name: "waiting" });
      void this.#sendNext();
    }
  }

  /** Says what a picture that is there shows. */
  async describe(id: string, alt: string): Promise<void> {
    const upload = this.#find(id);
    if (upload?.state.name === "done" && alt !== (upload.state.file.alt ?? "")) {
      this.#change(id, { name: "done", file: await this.#services.describe(upload.state.file.id, alt) });
    }
  }

  /** Takes the files for a message, which has them from now on. null: some are not there yet. */
  take(): readonly FileDto[] | null {
    const files = this.#items.value.map(({ state }) => (state.name === "done" ? state.file : null));
    const whole = files.filter((file) => file !== null);
    if (whole.length < files.length) {
      return null;
    }
    this.#items.value = [];
    return whole;
  }

  async #sendNext(): Promise<void> {
    const next = this.#items.value.find(({ state }) => state.name === "waiting");
    if (next === undefined || this.#sending.size > 0) {
      return;
    }
    const abort = new AbortController();
    this.#sending.set(next.id, abort);
    this.#change(next.id, { name: "sending", sentBytes: 0 });
    this.#change(next.id, await this.#send(next, abort.signal));
    this.#sending.delete(next.id);
    await this.#sendNext();
  }

  async #send({ id, content }: Upload, signal: AbortSignal): Promise<UploadState> {
    try {
      const maxBytes = await this.#services.maxBytes();
      if (content.size > maxBytes) {
        return { name: "tooLarge", maxBytes };
      }
      const size = content.type.startsWith("image/") ? await this.#services.measure(content) : null;
      const description: FileDescription = {
        name: nameOf(content),
        width: size?.width ?? null,
        height: size?.height ?? null,
        blur: size?.blur ?? null,
      };
      const onProgress = (sentBytes: number) => this.#change(id, { name: "sending", sentBytes });
      const file = await this.#services.send(uploadUrl(this.#channelId, description), content, onProgress, signal);
      if (this.#find(id) === undefined) {
        // It was removed in the last moment.
        this.#services.discard(file.id);
      }
      return { name: "done", file };
    } catch (error) {
      return { name: "failed", problem: error instanceof ProblemError ? error.problem : null };
    }
  }

  #find(id: string): Upload | undefined {
    return this.#items.value.find((item) => item.id === id);
  }

  #change(id: string, state: UploadState): void {
    this.#items.value = this.#items.value.map((item) => (item.id === id ? { ...item, state } : item));
  }
}

/** A name that the server takes: some systems allow in it what others use between folders. */
function nameOf({ name }: File): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  const plain = name.replace(/[/\\\u0000-\u001f\u007f]/g, "_").slice(-limits.fileNameCharacters);
  return plain.trim() === "" ? "file" : plain;
}
