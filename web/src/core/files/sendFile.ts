import type { FileDto } from "../../contracts";
import * as decode from "../../contracts/decoders";
import { NetworkError, ProblemError } from "../api/http";

/** Sends a file's content. The progress is in bytes. */
export type SendFile = (url: string, content: Blob, onProgress: (sentBytes: number) => void, signal: AbortSignal) => Promise<FileDto>;

/** By XMLHttpRequest, since fetch does not tell how much of a body was sent. */
export const sendFile: SendFile = (url, content, onProgress, signal) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.setRequestHeader("X-Parley-Anti-Forgery", "1");
    request.setRequestHeader("Content-Type", content.type === "" ? "application/octet-stream" : content.type);
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => {
      try {
        const answer: unknown = JSON.parse(request.responseText);
        if (request.status === 201) {
          resolve(decode.file(answer, "file"));
        } else {
          reject(new ProblemError(decode.problem(answer, "problem"), null));
        }
      } catch (cause) {
        reject(new NetworkError("The answer cannot be read.", { cause }));
      }
    };
    request.onerror = () => reject(new NetworkError("The server did not answer."));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(content);
  });
