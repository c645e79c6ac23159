import { type Ending, endings, endOf } from "../../core/attention/endings";
import { Field, SelectField } from "../../ui/Field";
import { formatUntil } from "../../ui/formatUntil";
import { laterMessages } from "../../ui/laterMessages";

export interface EndsChoice {
  /** `kept`: as it was set before. */
  readonly ending: Ending | "kept";
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly keptUntil: string | null;
}

/** What is set stays, until another end is chosen. */
export function keepsEnd(endsAt: string | null): EndsChoice {
  return { ending: endsAt === null ? "never" : "kept", date: "", keptUntil: endsAt };
}

/** Whether a day was to be chosen and was not, or is over. */
export function isPast({ ending, date }: EndsChoice): boolean {
  const end = ending === "date" ? endOf("date", Date.now(), date) : null;
  return ending === "date" && (end === null || Date.parse(end) <= Date.now());
}

interface EndsFieldProps {
  readonly name: string;
  readonly value: EndsChoice;
  readonly onChange: (value: EndsChoice) => void;
}

/** For how long something said of oneself holds. */
export function EndsField({ name, value, onChange }: EndsFieldProps) {
  const known = [...endings].find((ending) => ending === value.ending) ?? "kept";
  const kept = value.keptUntil === null ? [] : [{ value: "kept", label: laterMessages.status.until(formatUntil(value.keptUntil)) }];
  return (
    <div class="ends">
      <SelectField
        name={name}
        label={laterMessages.status.ends}
        value={known}
        onChange={(chosen) => onChange({ ...value, ending: endings.find((ending) => ending === chosen) ?? "kept" })}
        options={[...kept, ...endings.map((ending) => ({ value: ending, label: laterMessages.status.endings[ending] }))]}
      />
      {value.ending === "date" && (
        <Field
          name={`${name}Date`}
          type="date"
          label={laterMessages.status.lastDay}
          value={value.date}
          onInput={(date) => onChange({ ...value, date })}
          error={isPast(value) ? laterMessages.status.lastDayNeeded : undefined}
        />
      )}
    </div>
  );
}
