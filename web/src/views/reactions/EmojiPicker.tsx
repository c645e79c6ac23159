import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { BareDialog } from "../../ui/Dialog";
import { messages } from "../../ui/messages";
import { placeBeside } from "../../ui/placeBeside";
import { useSession } from "../client";
import { type EmojiEntry, emojiIn, findEmoji, type GroupName, groupNames, labelOf, withTone } from "./emojiData";
import "./picker.css";

interface EmojiPickerProps {
  /** What it stands beside, where the window has room for that. */
  readonly anchor: DOMRect;
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}

interface Choice {
  readonly emoji: string;
  readonly label: string;
}

interface Section {
  readonly title: string;
  readonly choices: readonly Choice[];
}

const columns = 8;
const mostFound = 96;
const width = 356;
const height = 404;

const signs: Readonly<Record<GroupName, string>> = {
  "smileys-emotion": "😀",
  "people-body": "👋",
  "animals-nature": "🐻",
  "food-drink": "🍎",
  "travel-places": "🚗",
  activities: "⚽",
  objects: "💡",
  symbols: "🔣",
  flags: "🏁",
};

/** Every emoji, by group and by name. Beside its button, or a sheet from below on a phone. */
export function EmojiPicker({ anchor, onPick, onClose }: EmojiPickerProps) {
  const { emojiChoice } = useSession();
  const [typed, setTyped] = useState("");
  const [group, setGroup] = useState<GroupName>("smileys-emotion");
  const [active, setActive] = useState<Choice | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const tone = emojiChoice.tone.value;
  // What was recent when it opened: a grid that moves under the hand is missed.
  const recent = useMemo(() => emojiChoice.recent.peek(), [emojiChoice]);
  const sections = useMemo(() => sectionsOf(typed, group, recent, tone), [typed, group, recent, tone]);
  useLayoutEffect(() => input.current?.focus({ preventScroll: true }), []);
  const pick = (emoji: string) => {
    emojiChoice.used(emoji);
    onPick(emoji);
  };
  return (
    <BareDialog label={messages.reactions.picker} class="emoji-picker" style={placeBeside(anchor, width, height)} onClose={onClose}>
      <input
        ref={input}
        class="filter"
        type="search"
        aria-label={messages.reactions.search}
        placeholder={messages.reactions.search}
        autocomplete="off"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          const first = sections.flatMap(({ choices }) => choices)[0];
          if (event.key === "ArrowDown") {
            event.preventDefault();
            focusFirst(event.currentTarget);
          } else if (event.key === "Enter" && !event.isComposing && typed.trim() !== "" && first !== undefined) {
            event.preventDefault();
            pick(first.emoji);
          }
        }}
      />
      <Tabs
        chosen={typed.trim() === "" ? group : null}
        onChoose={(name) => {
          setTyped("");
          setGroup(name);
        }}
      />
      <Grid key={`${typed} ${group}`} sections={sections} onPick={pick} onActive={setActive} onType={() => input.current?.focus()} />
      <div class="picker-foot">
        <span class="clip" aria-hidden="true">
          {active === null ? messages.reactions.hint : `${active.emoji} ${active.label}`}
        </span>
        <Tones />
      </div>
    </BareDialog>
  );
}

function sectionsOf(typed: string, group: GroupName, recent: readonly string[], tone: number): readonly Section[] {
  const choiceOf = (entry: EmojiEntry): Choice => ({ emoji: withTone(entry, tone), label: entry.label });
  if (typed.trim() !== "") {
    return [{ title: messages.reactions.results, choices: findEmoji(typed, mostFound).map(choiceOf) }];
  }
  const shown = { title: messages.reactions.groups[group], choices: emojiIn(group).map(choiceOf) };
  return group === groupNames[0]
    ? [{ title: messages.reactions.recent, choices: recent.map((emoji) => ({ emoji, label: labelOf(emoji) })) }, shown]
    : [shown];
}

function Tabs({ chosen, onChoose }: { readonly chosen: GroupName | null; readonly onChoose: (name: GroupName) => void }) {
  const stop = chosen ?? groupNames[0];
  return (
    <div
      class="picker-tabs"
      role="tablist"
      aria-label={messages.reactions.groupsLabel}
      onKeyDown={(event) => {
        const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        const next = groupNames.at((groupNames.indexOf(stop ?? "flags") + by) % groupNames.length);
        if (by !== 0 && next !== undefined) {
          event.preventDefault();
          onChoose(next);
          event.currentTarget.querySelector<HTMLElement>(`[data-group="${next}"]`)?.focus();
        }
      }}
    >
      {groupNames.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          data-group={name}
          class="emoji"
          aria-selected={name === chosen}
          aria-controls="emoji-grid"
          aria-label={messages.reactions.groups[name]}
          title={messages.reactions.groups[name]}
          tabIndex={name === stop ? 0 : -1}
          onClick={() => onChoose(name)}
        >
          {signs[name]}
        </button>
      ))}
    </div>
  );
}

interface GridProps {
  readonly sections: readonly Section[];
  readonly onPick: (emoji: string) => void;
  readonly onActive: (choice: Choice | null) => void;
  readonly onType: () => void;
}

function Grid({ sections, onPick, onActive, onType }: GridProps) {
  const isEmpty = sections.every(({ choices }) => choices.length === 0);
  return (
    <div id="emoji-grid" role="tabpanel" aria-label={sections.at(-1)?.title} class="picker-panel">
      {isEmpty && (
        <p class="muted" role="status">
          {messages.reactions.none}
        </p>
      )}
      {!isEmpty && (
        <div role="grid" aria-label={messages.reactions.grid} onKeyDown={(event) => moveIn(event, onType)}>
          {sections.map(({ title, choices }, index) => (
            <div key={title} role="rowgroup" aria-label={title}>
              {sections.length > 1 && (
                <div class="picker-title" role="presentation">
                  {title}
                </div>
              )}
              {rowsOf(choices).map((row, number) => (
                <div key={number} role="row">
                  {row.map((choice, column) => (
                    <span key={choice.emoji} role="gridcell">
                      <button
                        type="button"
                        class="emoji"
                        aria-label={choice.label}
                        tabIndex={index === 0 && number === 0 && column === 0 ? 0 : -1}
                        onClick={() => onPick(choice.emoji)}
                        onPointerEnter={() => onActive(choice)}
                        onFocus={() => onActive(choice)}
                      >
                        {choice.emoji}
                      </button>
                    </span>
                  ))}
                </div>
              ))}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function Tones() {
  const { emojiChoice } = useSession();
  const chosen = emojiChoice.tone.value;
  return (
    <div class="picker-tones" role="radiogroup" aria-label={messages.reactions.tone}>
      {messages.reactions.tones.map((name, tone) => (
        <label key={name} class="emoji" title={name}>
          <input type="radio" name="skin-tone" aria-label={name} checked={tone === chosen} onChange={() => emojiChoice.setTone(tone)} />
          <span aria-hidden="true">{`✋${tone === 0 ? "" : String.fromCodePoint(0x1f3fa + tone)}`}</span>
        </label>
      ))}
    </div>
  );
}

function rowsOf(choices: readonly Choice[]): readonly (readonly Choice[])[] {
  return Array.from({ length: Math.ceil(choices.length / columns) }, (_, row) => choices.slice(row * columns, (row + 1) * columns));
}

function focusFirst(from: HTMLElement): void {
  from.closest("dialog")?.querySelector<HTMLElement>("[role=gridcell] button")?.focus();
}

/** Arrows go through the grid; above its first row is the search, and letters go on there. */
function moveIn(event: KeyboardEvent & { readonly currentTarget: HTMLElement }, onType: () => void): void {
  const rows = [...event.currentTarget.querySelectorAll("[role=row]")].map((row) => [...row.querySelectorAll<HTMLElement>("button")]);
  const row = rows.findIndex((cells) => cells.some((cell) => cell === event.target));
  const target = event.target as HTMLElement;
  const column = rows[row]?.indexOf(target) ?? -1;
  const cells = rows.flat();
  const index = cells.indexOf(target);
  let next: HTMLElement | undefined;
  switch (event.key) {
    case "ArrowLeft":
      next = cells[index - 1];
      break;
    case "ArrowRight":
      next = cells[index + 1];
      break;
    case "ArrowUp":
      if (row === 0) {
        event.preventDefault();
        onType();
        return;
      }
      next = rows[row - 1]?.[column] ?? rows[row - 1]?.at(-1);
      break;
    case "ArrowDown":
      next = rows[row + 1]?.[column] ?? rows[row + 1]?.at(-1);
      break;
    case "Home":
      next = rows[row]?.[0];
      break;
    case "End":
      next = rows[row]?.at(-1);
      break;
    default:
      if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
        onType();
      }
      return;
  }
  event.preventDefault();
  next?.focus();
}
