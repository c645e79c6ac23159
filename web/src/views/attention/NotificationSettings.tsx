import { useEffect, useState } from "preact/hooks";
import type { NotificationSettingsDto } from "../../contracts";
import { getNotifications, putNotifications } from "../../core/api/attention";
import { ErrorText } from "../../ui/ErrorText";
import { laterMessages } from "../../ui/laterMessages";
import { useSession } from "../client";
import { describeError } from "../describeError";
import { useSubmit } from "../useSubmit";
import { LevelField } from "./LevelField";
import { askPermission, permission } from "./permission";
import { QuietHoursFields } from "./QuietHoursFields";
import { playSound } from "./sound";
import "./attention.css";

const levels = ["everything", "mentions", "nothing"] as const;

/** What notifies the person wherever a channel does not say otherwise, how, and when nothing does. */
export function NotificationSettings() {
  const session = useSession();
  const [settings, setSettings] = useState<NotificationSettingsDto | null>(null);
  const [error, setError] = useState<string | null>(null);
  const changes = session.settingsChanges.value;
  useEffect(() => {
    getNotifications(session.http).then(setSettings, (failure: unknown) => setError(describeError(failure)));
  }, [session, changes]);
  return (
    <>
      <DesktopPermission />
      <ErrorText text={error} />
      {settings !== null && <SettingsForm known={settings} />}
    </>
  );
}

function DesktopPermission() {
  const state = permission.value;
  return (
    <section class="form-gap">
      <h2>{laterMessages.notifications.desktop}</h2>
      <p class="muted" role="status">
        {laterMessages.notifications.permission[state]}
      </p>
      {state === "default" && (
        <button type="button" class="button primary" onClick={() => void askPermission()}>
          {laterMessages.notifications.turnOn}
        </button>
      )}
    </section>
  );
}

/** @param known As the server has them: what another device sets is shown, and takes the place of what was not saved here. */
function SettingsForm({ known }: { readonly known: NotificationSettingsDto }) {
  const session = useSession();
  const [settings, setSettings] = useState(known);
  useEffect(() => setSettings(known), [JSON.stringify(known)]);
  const [isSaved, setSaved] = useState(false);
  const change = (part: Partial<NotificationSettingsDto>) => {
    setSettings({ ...settings, ...part });
    setSaved(false);
  };
  const form = useSubmit(async (data) => {
    const timeZone = data.get("timeZone");
    const { quietHours } = settings;
    const asked = quietHours === null || typeof timeZone !== "string" ? settings : { ...settings, quietHours: { ...quietHours, timeZone } };
    const saved = await putNotifications(session.http, asked);
    setSettings(saved);
    setSaved(true);
  });
  return (
    <form onSubmit={form.onSubmit} class="form-gap">
      <LevelField
        legend={laterMessages.notifications.level}
        levels={levels}
        labelOf={(level) => laterMessages.notifications.levels[level]}
        hint={laterMessages.notifications.keywords}
        value={settings.level}
        onChange={(level) => change({ level })}
      />
      <fieldset class="choices">
        <legend>{laterMessages.notifications.how}</legend>
        <label class="choice">
          <input
            type="checkbox"
            name="sound"
            checked={settings.sound}
            onChange={(event) => change({ sound: event.currentTarget.checked })}
          />
          <span>{laterMessages.notifications.sound}</span>
        </label>
        <button type="button" class="link-button" onClick={playSound}>
          {laterMessages.notifications.playSound}
        </button>
        <label class="choice">
          <input
            type="checkbox"
            name="hidesContent"
            checked={settings.hidesContent}
            onChange={(event) => change({ hidesContent: event.currentTarget.checked })}
          />
          <span>
            {laterMessages.notifications.hidesContent}
            <small>{laterMessages.notifications.hidesContentHint}</small>
          </span>
        </label>
      </fieldset>
      <QuietHoursFields hours={settings.quietHours} errors={form.fields} onChange={(quietHours) => change({ quietHours })} />
      <ErrorText text={form.error} />
      <div class="edit-actions">
        <button type="submit" class="button primary" disabled={form.isBusy || settings.quietHours?.days.length === 0}>
          {laterMessages.notifications.save}
        </button>
        <span class="muted" role="status">
          {isSaved && laterMessages.common.saved}
        </span>
      </div>
    </form>
  );
}
