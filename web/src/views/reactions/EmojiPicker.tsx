import { useContext, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { BareDialog } from "../../ui/Dialog";
import { laterMessages } from "../../ui/laterMessages";
import { CustomEmojiContext } from "../../ui/markdown/customEmoji";
import { placeBeside } from "../../ui/placeBeside";
import { useClient, useSession } from "../client";
import { customName, EmojiSign } from "../emoji/EmojiSign";
import { type EmojiEntry, emojiIn, findEmoji, type GroupName, groupNames, labelOf, withTone } from "../emoji/emojiData";
import { mayAddEmoji } from "../permissions";
import { workspaceOf } from "../shell/places";
import { useRole } from "../useWorkspace";
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

type TabName = GroupName | "custom";

const tabNames: readonly TabName[] = [...groupNames, "custom"];

const titleOf = (name: TabName): string => (name === "custom" ? laterMessages.emoji.own : laterMessages.reactions.groups[name]);

const signs: Readonly<Record<TabName, string>> = {
  custom: "✨",
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
  const custom = useCustomChoices();
  const [typed, setTyped] = useState("");
  const [group, setGroup] = useState<TabName>("smileys-emotion");
  const [active, setActive] = useState<Choice | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const tone = useClient().preferences.current.value.skinTone;
  // What was recent when it opened: a grid that moves under the hand is missed.
  const recent = useMemo(() => emojiChoice.recent.peek(), [emojiChoice]);
  const sections = useMemo(() => sectionsOf(typed, group, recent, tone, custom), [typed, group, recent, tone, custom]);
  useLayoutEffect(() => input.current?.focus({ preventScroll: true }), []);
  const pick = (emoji: string) => {
    emojiChoice.used(emoji);
    onPick(emoji);
  };
  return (
    <BareDialog label={laterMessages.reactions.picker} class="emoji-picker" style={placeBeside(anchor, width, height)} onClose={onClose}>
      <input
        ref={input}
        class="filter"
        type="search"
        aria-label={laterMessages.reactions.search}
        placeholder={laterMessages.reactions.search}
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
          {active === null ? laterMessages.reactions.hint : <EmojiSign emoji={active.emoji} />} {active?.label}
        </span>
        <AddEmojiLink onOpen={onClose} />
        <Tones />
      </div>
    </BareDialog>
  );
}

function sectionsOf(typed: string, group: TabName, recent: readonly string[], tone: number, custom: readonly Choice[]): readonly Section[] {
  const choiceOf = (entry: EmojiEntry): Choice => ({ emoji: withTone(entry, tone), label: entry.label });
  if (typed.trim() !== "") {
    const words = typed.toLowerCase().replaceAll(":", " ").trim().split(/\s+/);
    const own = custom.filter(({ label }) => words.every((word) => label.includes(word)));
    return [{ title: laterMessages.reactions.results, choices: [...own, ...findEmoji(typed, mostFound).map(choiceOf)] }];
  }
  if (group === "custom") {
    return [{ title: laterMessages.emoji.own, choices: custom }];
  }
  const shown = { title: titleOf(group), choices: emojiIn(group).map(choiceOf) };
  return group === groupNames[0]
    ? [{ title: laterMessages.reactions.recent, choices: recent.flatMap((emoji) => recentChoice(emoji, custom)) }, shown]
    : [shown];
}

/** One of the workspace's own that is gone, or of another workspace, is none here. */
function recentChoice(emoji: string, custom: readonly Choice[]): readonly Choice[] {
  return customName(emoji) === null ? [{ emoji, label: labelOf(emoji) }] : custom.filter((choice) => choice.emoji === emoji);
}

function useCustomChoices(): readonly Choice[] {
  const urls = useContext(CustomEmojiContext);
  return useMemo(() => [...urls.keys()].map((name) => ({ emoji: `:${name}:`, label: name })), [urls]);
}

/** Leads to the list of the workspace's own, where they are added. */
function AddEmojiLink({ onOpen }: { readonly onOpen: () => void }) {
  const { router } = useClient();
  const session = useSession();
  const workspaceId = workspaceOf(router.location.value.route, session);
  const role = useRole(workspaceId);
  return mayAddEmoji(role) ? (
    <button
      type="button"
      class="link-button"
      onClick={() => {
        onOpen();
        router.open("emoji");
      }}
    >
      {laterMessages.emoji.add}
    </button>
  ) : null;
}

function Tabs({ chosen, onChoose }: { readonly chosen: TabName | null; readonly onChoose: (name: TabName) => void }) {
  const hasCustom = useContext(CustomEmojiContext).size > 0;
  const names = hasCustom ? tabNames : groupNames;
  const stop = chosen ?? names[0];
  return (
    <div
      class="picker-tabs"
      role="tablist"
      aria-label={laterMessages.reactions.groupsLabel}
      onKeyDown={(event) => {
        const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        const next = names.at((names.indexOf(stop ?? "flags") + by) % names.length);
        if (by !== 0 && next !== undefined) {
          event.preventDefault();
          onChoose(next);
          event.currentTarget.querySelector<HTMLElement>(`[data-group="${next}"]`)?.focus();
        }
      }}
    >
      {names.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          data-group={name}
          class="emoji"
          aria-selected={name === chosen}
          aria-controls="emoji-grid"
          aria-label={titleOf(name)}
          title={titleOf(name)}
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
          {laterMessages.reactions.none}
        </p>
      )}
      {!isEmpty && (
        <div role="grid" aria-label={laterMessages.reactions.grid} onKeyDown={(event) => moveIn(event, onType)}>
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
                        <EmojiSign emoji={choice.emoji} />
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
  const { preferences } = useClient();
  const chosen = preferences.current.value.skinTone;
  return (
    <div class="picker-tones" role="radiogroup" aria-label={laterMessages.reactions.tone}>
      {laterMessages.reactions.tones.map((name, tone) => (
        <label key={name} class="emoji" title={name}>
          <input
            type="radio"
            name="skin-tone"
            aria-label={name}
            checked={tone === chosen}
            onChange={() => preferences.choose({ skinTone: tone })}
          />
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
