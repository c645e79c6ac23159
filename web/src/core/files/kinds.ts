import type { FileDto } from "../../contracts";

export type FileKind = "image" | "audio" | "video" | "other";

// What the server serves to be shown; it has looked at the content.
const shown = /^(image\/(png|jpeg|gif|webp|avif)|(audio|video)\/[a-z0-9]+)$/;

export function kindOf({ mediaType }: FileDto): FileKind {
  const top = mediaType.slice(0, mediaType.indexOf("/"));
  return shown.test(mediaType) && (top === "image" || top === "audio" || top === "video") ? top : "other";
}

const most = { width: 360, height: 300 };

/** The box of a picture in a message, known before it is loaded, so that nothing moves when it is. null: nobody measured it. */
export function boxOf({ width, height }: FileDto): { readonly width: number; readonly height: number } | null {
  if (width === null || height === null) {
    return null;
  }
  const scale = Math.min(1, most.width / width, most.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

// A bitmap file's head for 4 by 4 pixels of 24 bits: 54 bytes, so that the pixels' Base64 goes on after it.
const bitmapHead = "Qk1mAAAAAAAAADYAAAAoAAAABAAAAAQAAAABABgAAAAAADAAAAATCwAAEwsAAAAAAAAAAAAA";

/** What shows in a picture's place until it is here. */
export function blurUrl({ blur }: FileDto): string | null {
  return blur === null ? null : `data:image/bmp;base64,${bitmapHead}${blur}`;
}

/** Whether the server sends it as text, to be looked at in the page. */
export function isText({ mediaType }: FileDto): boolean {
  return /^(text\/|application\/(json|xml|yaml|toml|sql)$)/.test(mediaType);
}
