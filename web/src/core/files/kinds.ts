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
