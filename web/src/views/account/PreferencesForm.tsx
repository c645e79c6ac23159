import type { ComponentChildren } from "preact";
import { type ChosenPreference, type PreferencesDto, preferenceValues } from "../../contracts/preferences";
import { SelectField } from "../../ui/Field";
import { languages, tongueOf } from "../../ui/language";
import { laterMessages } from "../../ui/laterMessages";
import { formatDate, formatTime } from "../../ui/locale";
import { useClient } from "../client";
import { SwitchField } from "./SwitchField";
import "./preferences.css";

/** How the client looks and behaves: at once as it is chosen, and on one's other devices soon after. */
export function PreferencesForm() {
  const { preferences } = useClient();
  const { language, letterKeys, announcements, skinTone } = preferences.current.value;
  const texts = laterMessages.preferences;
  const nowMs = Date.now();
  return (
    <div class="preferences">
      <p class="muted">{texts.hint}</p>
      <Group title={texts.look}>
        <Choice name="theme" label={texts.theme} labels={texts.themes} />
        <Choice name="density" label={texts.density} labels={texts.densities} />
        <Choice name="textSize" label={texts.textSize} labels={texts.textSizes} />
        <Choice name="motion" label={texts.motion} labels={texts.motions} />
        <SelectField
          id="preference-skin-tone"
          name="skinTone"
          label={texts.skinTone}
          value={String(skinTone)}
          onChange={(value) => preferences.choose({ skinTone: Number(value) })}
          options={laterMessages.reactions.tones.map((label, tone) => ({ value: String(tone), label: `${handOf(tone)} ${label}` }))}
        />
      </Group>
      <Group title={texts.languageAndTime}>
        <SelectField
          id="preference-language"
          name="language"
          label={texts.language}
          value={Object.hasOwn(languages, language) ? language : "auto"}
          onChange={(value) => preferences.choose({ language: value })}
          options={[
            { value: "auto", label: texts.languageAuto(languages[tongueOf("auto", navigator.languages).language]) },
            ...Object.entries(languages).map(([value, label]) => ({ value, label })),
          ]}
        />
        <Choice name="clock" label={texts.clock} labels={texts.clocks} hint={texts.sample(formatTime(nowMs), formatDate(nowMs))} />
      </Group>
      <Group title={texts.keyboard}>
        <Choice name="sendKey" label={texts.sendKey} labels={texts.sendKeys} />
        <SwitchField
          label={texts.letterKeys}
          hint={texts.letterKeysHint}
          isOn={letterKeys}
          onChange={(isOn) => preferences.choose({ letterKeys: isOn })}
        />
        <SwitchField
          label={texts.announcements}
          hint={texts.announcementsHint}
          isOn={announcements}
          onChange={(isOn) => preferences.choose({ announcements: isOn })}
        />
      </Group>
    </div>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section class="form-gap">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

interface ChoiceProps<Name extends ChosenPreference> {
  readonly name: Name;
  readonly label: string;
  readonly labels: Readonly<Record<PreferencesDto[Name], string>>;
  readonly hint?: string;
}

function Choice<Name extends ChosenPreference>({ name, label, labels, hint }: ChoiceProps<Name>) {
  const { preferences } = useClient();
  const values: readonly PreferencesDto[Name][] = preferenceValues[name];
  return (
    <SelectField
      id={`preference-${name}`}
      name={name}
      label={label}
      hint={hint}
      value={preferences.current.value[name]}
      onChange={(chosen) => {
        const value = values.find((known) => known === chosen);
        if (value !== undefined) {
          preferences.choose({ [name]: value });
        }
      }}
      options={values.map((value) => ({ value, label: labels[value] }))}
    />
  );
}

function handOf(tone: number): string {
  return `✋${tone === 0 ? "" : String.fromCodePoint(0x1f3fa + tone)}`;
}
