import { useState } from "preact/hooks";
import { Dialog } from "../../ui/Dialog";
import { Field } from "../../ui/Field";
import { laterMessages } from "../../ui/laterMessages";

interface DayDialogProps {
  /** Which day is in view. */
  readonly day: Date;
  /** The channel's first day. */
  readonly first: Date;
  readonly onGo: (day: Date) => void;
  readonly onClose: () => void;
}

/** Asks for the day that someone wants to read. */
export function DayDialog({ day, first, onGo, onClose }: DayDialogProps) {
  const [chosen, setChosen] = useState(dateOf(day));
  const go = (date: Date) => {
    onClose();
    onGo(date);
  };
  return (
    <Dialog title={laterMessages.timeline.jumpToDay} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          // Midnight where the reader is.
          go(new Date(`${chosen}T00:00`));
        }}
      >
        <Field
          name="day"
          type="date"
          label={laterMessages.timeline.day}
          value={chosen}
          min={dateOf(first)}
          max={dateOf(new Date())}
          required
          onInput={setChosen}
        />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={() => go(first)}>
            {laterMessages.timeline.beginning}
          </button>
          <button type="submit" class="button primary">
            {laterMessages.timeline.jump}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** As a date field has it, by the reader's own calendar. */
function dateOf(date: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
