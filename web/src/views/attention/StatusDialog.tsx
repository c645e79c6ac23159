import { useState } from "preact/hooks";
import { type AvailabilityMode, limits } from "../../contracts";
import { deleteStatus, putAvailability, putStatus } from "../../core/api/attention";
import { endOf } from "../../core/attention/endings";
import { Dialog } from "../../ui/Dialog";
import { ErrorText } from "../../ui/ErrorText";
import { Field } from "../../ui/Field";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { Link } from "../Link";
import { EmojiPicker } from "../reactions/lazyPicker";
import { urls } from "../router";
import { useSubmit } from "../useSubmit";
import { type EndsChoice, EndsField, isPast, keepsEnd } from "./EndsField";
import "./attention.css";

const modes: readonly AvailabilityMode[] = ["automatic", "away", "do-not-disturb"];

const presets = [
  { emoji: "🗓️", text: "meeting", ending: "1-hour" },
  { emoji: "🎧", text: "focusing", ending: "4-hours" },
  { emoji: "🚆", text: "travelling", ending: "today" },
  { emoji: "🤒", text: "sick", ending: "today" },
  { emoji: "🌴", text: "holiday", ending: "this-week" },
] as const;

/** Says whether one wants to be spoken to, and what one is up to, until a time. */
export function StatusDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const { account } = session.me.value;
  const [mode, setMode] = useState<AvailabilityMode>(account.availability?.mode ?? "automatic");
  const [modeEnds, setModeEnds] = useState<EndsChoice>(keepsEnd(account.availability?.endsAt ?? null));
  const [emoji, setEmoji] = useState(account.status?.emoji ?? null);
  const [text, setText] = useState(account.status?.text ?? "");
  const [statusEnds, setStatusEnds] = useState<EndsChoice>(keepsEnd(account.status?.endsAt ?? null));
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  const isEmpty = emoji === null && text.trim() === "";
  const isWrong = (mode !== "automatic" && isPast(modeEnds)) || (!isEmpty && isPast(statusEnds));
  const form = useSubmit(async () => {
    const nowMs = Date.now();
    const endsAt = (ends: EndsChoice) => (ends.ending === "kept" ? ends.keptUntil : endOf(ends.ending, nowMs, ends.date));
    const availability = await putAvailability(session.http, { mode, endsAt: mode === "automatic" ? null : endsAt(modeEnds) });
    session.updateMyAccount({ availability: mode === "automatic" ? null : availability });
    if (isEmpty) {
      await deleteStatus(session.http);
      session.updateMyAccount({ status: null });
    } else {
      session.updateMyAccount({ status: await putStatus(session.http, { emoji, text: text.trim(), endsAt: endsAt(statusEnds) }) });
    }
    onClose();
  });
  const take = (preset: (typeof presets)[number]) => {
    setEmoji(preset.emoji);
    setText(laterMessages.status.presets[preset.text]);
    setStatusEnds({ ending: preset.ending, date: "", keptUntil: null });
  };
  return (
    <Dialog title={laterMessages.status.title} onClose={onClose} class="status-dialog">
      <form onSubmit={form.onSubmit}>
        <fieldset class="choices">
          <legend>{laterMessages.status.availability}</legend>
          {modes.map((one) => (
            <label key={one} class="choice">
              <input type="radio" name="mode" value={one} checked={mode === one} onChange={() => setMode(one)} />
              <span>
                {laterMessages.status.modes[one]}
                <small>{laterMessages.status.modeHints[one]}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {mode !== "automatic" && <EndsField name="modeEnds" value={modeEnds} onChange={setModeEnds} />}
        <fieldset class="choices">
          <legend>{laterMessages.status.status}</legend>
          <div class="status-line">
            <button
              type="button"
              class="button status-emoji-button"
              aria-label={emoji === null ? laterMessages.status.emoji : `${laterMessages.status.emoji}: ${emoji}`}
              onClick={(event) => setAnchor(event.currentTarget.getBoundingClientRect())}
            >
              {emoji ?? "🙂"}
            </button>
            <Field
              name="text"
              label={laterMessages.status.text}
              value={text}
              onInput={setText}
              maxlength={limits.statusCharacters}
              autocomplete="off"
              error={form.fields["text"]}
            />
          </div>
          <ul class="presets" aria-label={laterMessages.status.suggestions}>
            {presets.map((preset) => (
              <li key={preset.text}>
                <button type="button" class="button small" onClick={() => take(preset)}>
                  {preset.emoji} {laterMessages.status.presets[preset.text]}
                </button>
              </li>
            ))}
          </ul>
        </fieldset>
        {!isEmpty && <EndsField name="statusEnds" value={statusEnds} onChange={setStatusEnds} />}
        <ErrorText text={form.error ?? form.fields["emoji"] ?? form.fields["endsAt"] ?? null} />
        <div class="dialog-actions">
          {!isEmpty && (
            <button
              type="button"
              class="button"
              onClick={() => {
                setEmoji(null);
                setText("");
              }}
            >
              {laterMessages.status.clear}
            </button>
          )}
          <button type="submit" class="button primary" disabled={form.isBusy || isWrong}>
            {laterMessages.status.save}
          </button>
        </div>
      </form>
      <nav class="status-links" aria-label={laterMessages.status.links}>
        <Link to={urls.account("notifications")}>{laterMessages.notifications.title}</Link>
        <Link to={urls.account("profile")}>{messages.sidebar.settings}</Link>
      </nav>
      {anchor !== null && (
        <EmojiPicker
          anchor={anchor}
          onPick={(picked) => {
            setEmoji(picked);
            setAnchor(null);
          }}
          onClose={() => setAnchor(null)}
        />
      )}
    </Dialog>
  );
}
