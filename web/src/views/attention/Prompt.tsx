import { Icon } from "../../ui/Icon";
import { laterMessages } from "../../ui/laterMessages";
import { askPermission } from "./permission";
import "./attention.css";

/** Asks before the browser does, and only once something came that would have been told. */
export function Prompt({ onAnswer }: { readonly onAnswer: () => void }) {
  return (
    <section class="attention-prompt" aria-label={laterMessages.notifications.title}>
      <Icon name="bell" />
      <p role="status">{laterMessages.notifications.prompt}</p>
      <button type="button" class="button small primary" onClick={() => void askPermission().then(onAnswer)}>
        {laterMessages.notifications.turnOn}
      </button>
      <button type="button" class="button small" onClick={onAnswer}>
        {laterMessages.notifications.notNow}
      </button>
    </section>
  );
}
