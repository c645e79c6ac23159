import { useState } from "preact/hooks";
import { SelectField } from "../../ui/Field";
import { laterMessages } from "../../ui/laterMessages";

interface TimeZoneFieldProps {
  readonly label?: string;
  readonly initial: string | null;
  readonly error: string | undefined;
}

/** Where someone is by the clock, with the time zone of this device at hand. */
export function TimeZoneField({ label, initial, error }: TimeZoneFieldProps) {
  const [value, setValue] = useState(initial ?? "");
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const names = [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", here, value])].filter((name) => name !== "").sort();
  return (
    <>
      <SelectField
        name="timeZone"
        label={label ?? laterMessages.account.timeZone}
        hint={label === undefined ? laterMessages.account.timeZoneHint : undefined}
        error={error}
        value={value}
        onChange={setValue}
        options={[
          ...(label === undefined ? [{ value: "", label: laterMessages.account.noTimeZone }] : []),
          ...names.map((name) => ({ value: name, label: name.replaceAll("_", " ") })),
        ]}
      />
      {value !== here && (
        <button type="button" class="link-button" onClick={() => setValue(here)}>
          {laterMessages.account.useDeviceZone(here.replaceAll("_", " "))}
        </button>
      )}
    </>
  );
}
