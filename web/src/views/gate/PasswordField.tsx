import { useState } from "preact/hooks";
import { Field } from "../../ui/Field";
import { laterMessages } from "../../ui/laterMessages";

interface PasswordFieldProps {
  readonly name: string;
  readonly label: string;
  readonly autocomplete: "current-password" | "new-password";
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly minlength?: number;
}

/** A password that may be pasted, filled by a password manager, and looked at. */
export function PasswordField({ minlength, ...field }: PasswordFieldProps) {
  const [isShown, setShown] = useState(false);
  return (
    <>
      <Field
        {...field}
        type={isShown ? "text" : "password"}
        required
        spellcheck={false}
        autocapitalize="none"
        {...(minlength && { minlength })}
      />
      <label class="choice show-password">
        <input type="checkbox" checked={isShown} onChange={(event) => setShown(event.currentTarget.checked)} />
        {laterMessages.gate.showPassword}
      </label>
    </>
  );
}
