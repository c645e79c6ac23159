import type { PreferencesDto } from "../../contracts/preferences";
import { hasCommandKey } from "../platform";

/** Whether the key sends what is written; the other one begins a line. */
export function isSendKey(event: KeyboardEvent, sendKey: PreferencesDto["sendKey"]): boolean {
  return event.key === "Enter" && !event.shiftKey && !event.altKey && (sendKey === "enter" || hasCommandKey(event));
}
