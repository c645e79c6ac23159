import { Icon } from "../../ui/Icon";
import { laterMessages } from "../../ui/laterMessages";
import { askPermission } from "./permission";
import "./attention.css";

const texts = laterMessages.notifications;

/** Asks before the browser does, and only once something came that would have been told. */
export function Prompt({ onAnswer }: { readonly onAnswer: () => void }) {
  return (
    <section class="attention-prompt" aria-label={texts.title}>
      <Icon name="bell" />
      <p role="status">{texts.prompt}</p>
      <button type="button" class="button small primary" onClick={() => void askPermission().then(onAnswer)}>
        {texts.turnOn}
      </button>
      <button type="button" class="button small" onClick={onAnswer}>
        {texts.notNow}
      </button>
    </section>
  );
}
