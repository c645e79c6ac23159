import { useState } from "preact/hooks";
import { SelectField } from "../../ui/Field";
import { messages } from "../../ui/messages";

const texts = messages.account;

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
        label={label ?? texts.timeZone}
        hint={label === undefined ? texts.timeZoneHint : undefined}
        error={error}
        value={value}
        onChange={setValue}
        options={[
          ...(label === undefined ? [{ value: "", label: texts.noTimeZone }] : []),
          ...names.map((name) => ({ value: name, label: name.replaceAll("_", " ") })),
        ]}
      />
      {value !== here && (
        <button type="button" class="link-button" onClick={() => setValue(here)}>
          {texts.useDeviceZone(here.replaceAll("_", " "))}
        </button>
      )}
    </>
  );
}
