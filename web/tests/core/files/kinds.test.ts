import { expect, test } from "vitest";
import { blurUrl, isText } from "../../../src/core/files/kinds";

const file = { id: "f", name: "a.png", mediaType: "image/png", bytes: 1, width: 4, height: 4, alt: null, blur: null };

test("a blur is a bitmap of 4 by 4 pixels whose pixels are the last 48 bytes", () => {
  const pixels = Uint8Array.from({ length: 48 }, (_, index) => index);
  const url = blurUrl({ ...file, blur: btoa(String.fromCharCode(...pixels)) }) ?? "";
  const bytes = Uint8Array.from(atob(url.slice("data:image/bmp;base64,".length)), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);

  expect(String.fromCharCode(bytes[0] ?? 0, bytes[1] ?? 0)).toBe("BM");
  expect([
    view.getUint32(2, true),
    view.getUint32(10, true),
    view.getInt32(18, true),
    view.getInt32(22, true),
    view.getUint16(28, true),
  ]).toEqual([102, 54, 4, 4, 24]);
  expect([...bytes.slice(54)]).toEqual([...pixels]);
  expect(blurUrl(file)).toBeNull();
});

test("text is what the server sends as text", () => {
  const kinds = ["text/plain", "text/x-python", "application/json", "application/jsonp", "application/pdf", "image/svg+xml"];
  expect(kinds.filter((mediaType) => isText({ ...file, mediaType }))).toEqual(["text/plain", "text/x-python", "application/json"]);
});
