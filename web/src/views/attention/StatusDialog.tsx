import { useState } from "preact/hooks";
import { type AvailabilityMode, limits, type MeDto } from "../../contracts";
import { deleteStatus, putAvailability, putStatus } from "../../core/api/attention";
import { type Ending, endOf } from "../../core/attention/endings";
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

const texts = laterMessages.status;
const modes: readonly AvailabilityMode[] = ["automatic", "away", "do-not-disturb"];

/** Says whether one wants to be spoken to, and what one is up to, until a time. */
export function StatusDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const { account } = session.me.value;
  const change = (said: Partial<MeDto["account"]>) => {
    const me = session.me.peek();
    session.updateMe({ ...me, account: { ...me.account, ...said } });
  };
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
    change({ availability: mode === "automatic" ? null : availability });
    if (isEmpty) {
      await deleteStatus(session.http);
      change({ status: null });
    } else {
      change({ status: await putStatus(session.http, { emoji, text: text.trim(), endsAt: endsAt(statusEnds) }) });
    }
    onClose();
  });
  const take = (preset: (typeof texts.presets)[number]) => {
    setEmoji(preset[0]);
    setText(preset[1]);
    setStatusEnds({ ending: preset[2] satisfies Ending, date: "", keptUntil: null });
  };
  return (
    <Dialog title={texts.title} onClose={onClose} class="status-dialog">
      <form onSubmit={form.onSubmit}>
        <fieldset class="choices">
          <legend>{texts.availability}</legend>
          {modes.map((one) => (
            <label key={one} class="choice">
              <input type="radio" name="mode" value={one} checked={mode === one} onChange={() => setMode(one)} />
              <span>
                {texts.modes[one]}
                <small>{texts.modeHints[one]}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {mode !== "automatic" && <EndsField name="modeEnds" value={modeEnds} onChange={setModeEnds} />}
        <fieldset class="choices">
          <legend>{texts.status}</legend>
          <div class="status-line">
            <button
              type="button"
              class="button status-emoji-button"
              aria-label={emoji === null ? texts.emoji : `${texts.emoji}: ${emoji}`}
              onClick={(event) => setAnchor(event.currentTarget.getBoundingClientRect())}
            >
              {emoji ?? "🙂"}
            </button>
            <Field
              name="text"
              label={texts.text}
              value={text}
              onInput={setText}
              maxlength={limits.statusCharacters}
              autocomplete="off"
              error={form.fields["text"]}
            />
          </div>
          <ul class="presets" aria-label={texts.suggestions}>
            {texts.presets.map((preset) => (
              <li key={preset[1]}>
                <button type="button" class="button small" onClick={() => take(preset)}>
                  {preset[0]} {preset[1]}
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
              {texts.clear}
            </button>
          )}
          <button type="submit" class="button primary" disabled={form.isBusy || isWrong}>
            {texts.save}
          </button>
        </div>
      </form>
      <nav class="status-links" aria-label={texts.links}>
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
