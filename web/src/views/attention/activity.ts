import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Session } from "../../core/session";
import { isAttentive } from "../platform";

/** As long as one may look at a page without touching anything. Mattermost's is the same. */
const awayAfterMs = 5 * 60_000;
const signs = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** Whether the person used this page a moment ago. */
function watchActivity(): { readonly isActive: ReadonlySignal<boolean>; readonly stop: () => void } {
  const isActive = signal(true);
  let lastMs = Date.now();
  let timer = setTimeout(check, awayAfterMs);
  // One timer that looks when the pause would be long enough, not one for each sign.
  function check() {
    const leftMs = lastMs + awayAfterMs - Date.now();
    if (leftMs <= 0) {
      isActive.value = false;
    } else {
      timer = setTimeout(check, leftMs);
    }
  }
  const note = () => {
    lastMs = Date.now();
    if (!isActive.value) {
      isActive.value = true;
      timer = setTimeout(check, awayAfterMs);
    }
  };
  for (const sign of signs) {
    window.addEventListener(sign, note, { passive: true, capture: true });
  }
  const stopAttention = effect(() => {
    if (isAttentive.value) {
      note();
    }
  });
  return {
    isActive,
    stop: () => {
      clearTimeout(timer);
      stopAttention();
      for (const sign of signs) {
        window.removeEventListener(sign, note, { capture: true });
      }
    },
  };
}

/** Says to the server whether the person is there: by what they do, unless they said that they are away. */
export function sendPresence(session: Session): () => void {
  const { isActive, stop } = watchActivity();
  const stopSending = effect(() => {
    const isAway = session.me.value.account.availability?.mode === "away";
    const status = isActive.value && !isAway ? "online" : "away";
    if (session.connection.state.value.name === "online") {
      session.connection.send({ type: "presence", status });
    }
  });
  return () => {
    stopSending();
    stop();
  };
}
