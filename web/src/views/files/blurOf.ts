const side = 4;

/** A picture in 4 by 4 pixels: the rows of a bitmap file, the lowest first, blue, green and red of each pixel, in Base64. null: this browser draws nothing. */
export function blurOf(picture: ImageBitmap): string | null {
  const canvas = document.createElement("canvas");
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) {
    return null;
  }
  context.imageSmoothingQuality = "high";
  // What can be seen through is white, as on paper.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, side, side);
  context.drawImage(picture, 0, 0, side, side);
  const { data } = context.getImageData(0, 0, side, side);
  let rows = "";
  for (let y = side - 1; y >= 0; y--) {
    for (let x = 0; x < side; x++) {
      const at = (y * side + x) * 4;
      rows += String.fromCharCode(data[at + 2] ?? 0, data[at + 1] ?? 0, data[at] ?? 0);
    }
  }
  return btoa(rows);
}
