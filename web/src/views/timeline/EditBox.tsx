import { useRef, useState } from "preact/hooks";
import { editMessage } from "../../core/api/messages";
import type { Channel } from "../../core/channels/channel";
import type { KnownMessage } from "../../core/channels/timelineItem";
import { ErrorText } from "../../ui/ErrorText";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { isComposing, TextBox } from "../composer/TextBox";
import { charactersOver } from "../composer/textLimit";
import { useCompletions } from "../composer/useCompletions";
import { describeError } from "../describeError";
import type { TimelineActions } from "./timelineActions";

interface EditBoxProps {
  readonly message: KnownMessage;
  readonly channel: Channel;
  readonly actions: TimelineActions;
}

/** A message edited in its place. Nothing left to save asks whether to delete it. */
export function EditBox({ message, channel, actions }: EditBoxProps) {
  const { http, threads } = useSession();
  const [text, setText] = useState(message.text);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const completions = useCompletions(box, channel, setText);
  const save = async () => {
    const trimmed = text.trim();
    if (isBusy || charactersOver(trimmed) > 0) {
      return;
    }
    if (trimmed === message.text) {
      actions.stopEditing();
      return;
    }
    if (trimmed === "" && message.files === null) {
      actions.stopEditing();
      actions.askToDelete(message);
      return;
    }
    setBusy(true);
    try {
      const edited = await editMessage(http, channel.id, message.seq, { text: trimmed });
      threads.replace(channel, edited);
      actions.stopEditing();
    } catch (failure) {
      setError(describeError(failure));
      setBusy(false);
    }
  };
  return (
    <div class="edit-box">
      {completions.list}
      <div class="composer-box">
        <TextBox
          box={box}
          completions={completions}
          label={messages.composer.edit}
          value={text}
          onChange={setText}
          isFocused
          onKeyDown={(event) => {
            if (isComposing(event)) {
              return;
            }
            if (event.key === "Escape") {
              event.preventDefault();
              actions.stopEditing();
            } else if (event.key === "Enter" && !event.shiftKey) {
              event.preventDefault();
              void save();
            }
          }}
        />
      </div>
      <ErrorText text={error} />
      <div class="edit-actions">
        <button type="button" class="button small primary" disabled={isBusy || charactersOver(text) > 0} onClick={() => void save()}>
          {messages.common.save}
        </button>
        <button type="button" class="button small" onClick={() => actions.stopEditing()}>
          {messages.common.cancel}
        </button>
        <span class="muted">{messages.composer.editHint}</span>
      </div>
    </div>
  );
}
