import { limits } from "../../contracts";

const qualities = [0.9, 0.8, 0.65, 0.5];

/** The middle of a picture as a square that is small enough for an avatar; null: it is none that this browser shows. */
export async function squarePicture(file: Blob): Promise<Blob | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) {
    return null;
  }
  try {
    const side = Math.min(bitmap.width, bitmap.height);
    const target = Math.min(side, limits.avatarPixels);
    const canvas = document.createElement("canvas");
    canvas.width = target;
    canvas.height = target;
    const context = canvas.getContext("2d");
    if (context === null) {
      return null;
    }
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, (bitmap.width - side) / 2, (bitmap.height - side) / 2, side, side, 0, 0, target, target);
    return await encode(canvas);
  } finally {
    bitmap.close();
  }
}

/** WebP, where the browser writes it; JPEG otherwise. The best quality that fits. */
async function encode(canvas: HTMLCanvasElement): Promise<Blob | null> {
  for (const type of ["image/webp", "image/jpeg"]) {
    for (const quality of qualities) {
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
      if (blob?.type !== type) {
        break;
      }
      if (blob.size <= limits.avatarBytes) {
        return blob;
      }
    }
  }
  return null;
}
