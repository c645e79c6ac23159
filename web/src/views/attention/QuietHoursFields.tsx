import { type QuietHoursDto, weekdays } from "../../contracts";
import { Field } from "../../ui/Field";
import { laterMessages } from "../../ui/laterMessages";
import { TimeZoneField } from "../account/TimeZoneField";
import { useSession } from "../client";

interface QuietHoursFieldsProps {
  readonly hours: QuietHoursDto | null;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (hours: QuietHoursDto | null) => void;
}

/** On which days, from when to when, nothing notifies. */
export function QuietHoursFields({ hours, errors, onChange }: QuietHoursFieldsProps) {
  const { account } = useSession().me.value;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const usual: QuietHoursDto = { days: weekdays, from: "22:00", to: "07:00", timeZone: account.timeZone ?? here };
  return (
    <fieldset class="choices">
      <legend>{laterMessages.notifications.quiet}</legend>
      <label class="choice">
        <input type="checkbox" name="quiet" checked={hours !== null} onChange={() => onChange(hours === null ? usual : null)} />
        <span>{laterMessages.notifications.quietOn}</span>
      </label>
      {hours !== null && (
        <>
          <fieldset class="choices days">
            <legend>{laterMessages.notifications.days}</legend>
            {weekdays.map((day) => (
              <label key={day} class="choice">
                <input
                  type="checkbox"
                  name={day}
                  checked={hours.days.includes(day)}
                  onChange={() => onChange({ ...hours, days: weekdays.filter((other) => (other === day) !== hours.days.includes(other)) })}
                />
                <span>{laterMessages.notifications.dayNames[day]}</span>
              </label>
            ))}
          </fieldset>
          {hours.days.length === 0 && (
            <p class="error-text" role="alert">
              {laterMessages.notifications.dayNeeded}
            </p>
          )}
          <div class="times">
            <Field
              name="from"
              type="time"
              label={laterMessages.notifications.from}
              value={hours.from}
              required
              onInput={(from) => onChange({ ...hours, from })}
              error={errors["quietHours.from"]}
            />
            <Field
              name="to"
              type="time"
              label={laterMessages.notifications.to}
              hint={hours.to <= hours.from ? laterMessages.notifications.toNextDay : undefined}
              value={hours.to}
              required
              onInput={(to) => onChange({ ...hours, to })}
              error={errors["quietHours.to"]}
            />
          </div>
          <TimeZoneField
            key={hours.timeZone}
            label={laterMessages.notifications.timeZone}
            initial={hours.timeZone}
            error={errors["quietHours.timeZone"]}
          />
        </>
      )}
    </fieldset>
  );
}
