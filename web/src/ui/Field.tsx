import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";

interface FieldShell {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

interface InputProps extends FieldShell {
  readonly name: string;
  readonly type?: "text" | "password" | "email" | "date" | "time";
  readonly value?: string;
  readonly defaultValue?: string;
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly autofocus?: boolean;
  readonly min?: string;
  readonly max?: string;
  readonly minlength?: number;
  readonly maxlength?: number;
  readonly spellcheck?: boolean;
  readonly autocapitalize?: string;
  readonly onInput?: (value: string) => void;
}

/** A labelled input whose hint and error belong to it for a screen reader too. */
export function Field({ label, hint, error, onInput, ...input }: InputProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        aria-describedby={described(id, hint, error)}
        aria-invalid={error !== undefined}
        onInput={(event) => onInput?.(event.currentTarget.value)}
        {...(input as JSX.IntrinsicElements["input"])}
      />
    </FieldFrame>
  );
}

interface TextAreaProps extends FieldShell {
  readonly name: string;
  readonly rows: number;
  readonly defaultValue?: string;
  readonly maxlength?: number;
}

export function TextAreaField({ label, hint, error, ...input }: TextAreaProps) {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <textarea id={id} aria-describedby={described(id, hint, error)} aria-invalid={error !== undefined} {...input} />
    </FieldFrame>
  );
}

interface SelectProps extends FieldShell {
  /** One that stays when the page is made anew. */
  readonly id?: string;
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export function SelectField({ id: given, label, hint, error, options, onChange, ...input }: SelectProps) {
  const made = useId();
  const id = given ?? made;
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error}>
      <select id={id} aria-describedby={described(id, hint, error)} onChange={(event) => onChange(event.currentTarget.value)} {...input}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

function FieldFrame({ id, label, hint, error, children }: FieldShell & { readonly id: string; readonly children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint !== undefined && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {error !== undefined && (
        <span class="error-text" id={`${id}-error`}>
          {error}
        </span>
      )}
    </div>
  );
}

function described(id: string, hint: string | undefined, error: string | undefined): string | undefined {
  const ids = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter((part) => part !== false);
  return ids.length === 0 ? undefined : ids.join(" ");
}
