import { useState } from "preact/hooks";
import { Dialog } from "./Dialog";
import { ErrorText } from "./ErrorText";
import { messages } from "./messages";

interface ConfirmDialogProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  /** Closes when it has succeeded; an error is shown and the person may try again. */
  readonly onConfirm: () => Promise<unknown>;
  readonly describe: (error: unknown) => string;
  readonly onClose: () => void;
}

export function ConfirmDialog({ title, text, action, onConfirm, describe, onClose }: ConfirmDialogProps) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const confirm = async () => {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      onClose();
    } catch (failure) {
      setError(describe(failure));
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <ErrorText text={error} />
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {messages.common.cancel}
        </button>
        <button type="button" class="button danger" disabled={isBusy} autofocus onClick={() => void confirm()}>
          {action}
        </button>
      </div>
    </Dialog>
  );
}
