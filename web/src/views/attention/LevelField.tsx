import { useId } from "preact/hooks";
import type { NotificationLevel } from "../../contracts";

interface LevelFieldProps<L extends NotificationLevel> {
  readonly legend: string;
  readonly levels: readonly L[];
  readonly labelOf: (level: L) => string;
  readonly hint?: string;
  readonly value: L;
  readonly onChange: (level: L) => void;
}

/** Which messages notify. */
export function LevelField<L extends NotificationLevel>({ legend, levels, labelOf, hint, value, onChange }: LevelFieldProps<L>) {
  const id = useId();
  return (
    <fieldset class="choices" aria-describedby={hint === undefined ? undefined : id}>
      <legend>{legend}</legend>
      {levels.map((level) => (
        <label key={level} class="choice">
          <input type="radio" name="level" value={level} checked={value === level} onChange={() => onChange(level)} />
          <span>{labelOf(level)}</span>
        </label>
      ))}
      {hint !== undefined && (
        <p class="hint" id={id}>
          {hint}
        </p>
      )}
    </fieldset>
  );
}
