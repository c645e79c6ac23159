import { signal } from "@preact/signals";
import type { OpenSocket } from "../core/connection/socket";
import type { PictureSize } from "../core/files/uploads";
import { MemoryStore } from "../core/local/memoryStore";
import type { LocalStore } from "../core/local/store";

/** `localStorage`, or memory where the browser forbids it. */
export function deviceStore(): LocalStore {
  try {
    localStorage.getItem("parley.theme");
    return localStorage;
  } catch {
    return new MemoryStore();
  }
}

export const openSocket: OpenSocket = (events) => {
  const url = new URL("/api/v1/events", window.location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(url);
  socket.onopen = () => events.onOpen();
  socket.onmessage = (message) => events.onText(String(message.data));
  socket.onclose = (close) => events.onClose(close.code);
  return socket;
};

/** What there is to know of a picture before it is sent; null: it is none that this browser can show. */
export async function measure(content: File): Promise<PictureSize | null> {
  try {
    const bitmap = await createImageBitmap(content);
    const { blurOf } = await import("./files/blurOf");
    const size = { width: bitmap.width, height: bitmap.height, blur: blurOf(bitmap) };
    bitmap.close();
    return size;
  } catch {
    return null;
  }
}

// A hidden page draws no frames, and must still count what arrives.
const hiddenFrameMs = 250;

export function nextFrame(action: () => void): void {
  let isDone = false;
  const once = () => {
    if (!isDone) {
      isDone = true;
      action();
    }
  };
  requestAnimationFrame(once);
  setTimeout(once, hiddenFrameMs);
}

/** Whether the person looks at this page: it is visible and its window has the focus. */
export const isAttentive = signal(document.visibilityState === "visible" && document.hasFocus());
export const isNetworkUp = signal(navigator.onLine);

const noteAttention = () => {
  isAttentive.value = document.visibilityState === "visible" && document.hasFocus();
};
window.addEventListener("focus", noteAttention);
window.addEventListener("blur", noteAttention);
document.addEventListener("visibilitychange", noteAttention);
window.addEventListener("online", () => {
  isNetworkUp.value = true;
});
window.addEventListener("offline", () => {
  isNetworkUp.value = false;
});

export const isMac = navigator.platform.startsWith("Mac");

/** Cmd on a Mac, Ctrl elsewhere. */
export function hasCommandKey(event: KeyboardEvent): boolean {
  return isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
}
