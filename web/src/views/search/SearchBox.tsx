import { useEffect, useRef, useState } from "preact/hooks";
import type { RecentSearches } from "../../core/search/recentSearches";
import { type Suggestion, suggest } from "../../core/search/suggest";
import { Icon } from "../../ui/Icon";
import { IconButton } from "../../ui/IconButton";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { moveOption } from "../dialogs/moveOption";
import { usePeople } from "../useWorkspace";

interface SearchBoxProps {
  readonly workspaceId: string;
  readonly initial: string;
  readonly recent: RecentSearches;
  readonly error: string | null;
  readonly onSearch: (text: string) => void;
  /** Down, with nothing to choose from. */
  readonly onLeaveDown: () => void;
}

/** The box, with what its word may become. */
export function SearchBox({ workspaceId, initial, recent, error, onSearch, onLeaveDown }: SearchBoxProps) {
  const [text, setText] = useState(initial);
  const [caret, setCaret] = useState(initial.length);
  const [isOpen, setOpen] = useState(false);
  // -1: nothing is chosen, and Enter searches for what is written.
  const [index, setIndex] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The address asks for something else: another search, or the way back to one.
    setText(initial);
    setCaret(initial.length);
    setOpen(initial === "");
    if (isBegun(initial)) {
      input.current?.focus();
      input.current?.setSelectionRange(initial.length, initial.length);
    }
  }, [initial]);
  const known = useKnown(workspaceId, recent);
  const options = isOpen ? suggest(text, caret, known) : [];
  const chosen = options[index];
  const submit = (query: string) => {
    setOpen(false);
    setIndex(-1);
    onSearch(query.trim());
  };
  const write = (next: string, at: number) => {
    setText(next);
    setCaret(at);
    setOpen(true);
    setIndex(-1);
  };
  const choose = (option: Suggestion) => {
    if (option.kind === "recent") {
      setText(option.text);
      submit(option.text);
      return;
    }
    write(option.text, option.caret);
    input.current?.focus();
    requestAnimationFrame(() => input.current?.setSelectionRange(option.caret, option.caret));
  };
  return (
    <form
      role="search"
      class="search-box"
      onSubmit={(event) => {
        event.preventDefault();
        submit(text);
      }}
    >
      <div class="search-field">
        <Icon name="search" size={17} />
        <input
          ref={input}
          id="search-input"
          type="text"
          role="combobox"
          enterkeyhint="search"
          aria-label={laterMessages.search.input}
          aria-expanded={options.length > 0}
          aria-controls="search-options"
          aria-autocomplete="list"
          aria-activedescendant={chosen === undefined ? undefined : `search-option-${index}`}
          aria-invalid={error !== null}
          aria-describedby={error === null ? "search-help" : "search-error"}
          placeholder={laterMessages.search.placeholder}
          maxLength={500}
          autocomplete="off"
          spellcheck={false}
          value={text}
          onFocus={() => setOpen(text.trim() === "")}
          onBlur={() => setOpen(false)}
          onInput={(event) => write(event.currentTarget.value, event.currentTarget.selectionStart ?? event.currentTarget.value.length)}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? text.length)}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown" && options.length === 0) {
              event.preventDefault();
              onLeaveDown();
            } else if (moveOption(event, index === -1 && event.key === "ArrowUp" ? 0 : index, options.length, setIndex)) {
              return;
            } else if ((event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) && !event.isComposing && chosen !== undefined) {
              event.preventDefault();
              choose(chosen);
            } else if (event.key === "Escape" && options.length > 0) {
              event.preventDefault();
              setOpen(false);
              setIndex(-1);
            }
          }}
        />
        {text !== "" && (
          <IconButton
            icon="close"
            size={15}
            label={laterMessages.search.clear}
            onClick={() => {
              write("", 0);
              input.current?.focus();
            }}
          />
        )}
        <ul class="options" id="search-options" role="listbox" aria-label={laterMessages.search.suggestions} hidden={options.length === 0}>
          {options.map((option, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
            <li
              key={option.id}
              id={`search-option-${at}`}
              role="option"
              tabIndex={-1}
              aria-selected={at === index}
              // The box keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
            >
              {option.kind === "recent" && <Icon name="search" size={15} />}
              <b class="clip">{option.value}</b>
              <span class="muted clip">{hintOf(option)}</span>
            </li>
          ))}
        </ul>
      </div>
      {error === null ? (
        <p class="muted" id="search-help">
          {laterMessages.search.help}
        </p>
      ) : (
        <p class="error" id="search-error" role="alert">
          {laterMessages.search.wrong(error)}
        </p>
      )}
    </form>
  );
}

/** Whether there is more to be written before it is a search. */
export function isBegun(text: string): boolean {
  return text === "" || text.endsWith(" ") || text.endsWith(":");
}

function hintOf({ kind, value, name }: Suggestion): string {
  return kind === "operator" ? operatorHint(value.replace(/^-/, "")) : kind === "recent" ? "" : name;
}

function useKnown(workspaceId: string, recent: RecentSearches) {
  const session = useSession();
  const members = usePeople(workspaceId);
  const people = [...members.values()].map(({ accountId, username, displayName }) => ({
    id: accountId,
    value: username,
    name: displayName,
  }));
  const channels = session.channels.joined.value
    .map(({ info }) => info.value)
    .filter((info) => info.workspaceId === workspaceId && info.visibility !== "direct")
    .map(({ id, name }) => ({ id, value: name, name: `#${name}` }));
  return {
    people: [{ id: session.myId, value: "me", name: messages.common.you }, ...people.filter(({ id }) => id !== session.myId)],
    channels: [...channels, ...people.map((one) => ({ ...one, value: `@${one.value}` }))],
    recent: recent.list,
  };
}

function operatorHint(operator: string): string {
  const hints: Readonly<Record<string, string>> = laterMessages.search.operators;
  return hints[operator] ?? "";
}
