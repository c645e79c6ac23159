import { useComputed } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../../ui/Icon";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { isNetworkUp } from "../platform";

/** A connection that comes back sooner is nobody's concern. */
const shownAfterMs = 2_000;

/** Says that what one reads may be old, and that what one writes is kept. */
export function ConnectionBanner() {
  const { connection, outbox } = useSession();
  const isUp = useComputed(() => connection.state.value.name === "online").value;
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    if (isUp) {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), shownAfterMs);
    return () => clearTimeout(timer);
  }, [isUp]);
  if (!isShown || isUp) {
    return null;
  }
  const state = connection.state.value;
  const isRefused = state.name === "closed";
  return (
    <div class="banner" role="status">
      <Icon name="warning" size={16} />
      <span>
        {isRefused ? messages.connection.refused : isNetworkUp.value ? messages.connection.connecting : messages.connection.offline}
      </span>
      <button
        type="button"
        onClick={() => {
          if (isRefused) {
            window.location.reload();
          } else {
            connection.wake();
            outbox.flush();
          }
        }}
      >
        {isRefused ? messages.errors.reload : messages.connection.tryNow}
      </button>
    </div>
  );
}
