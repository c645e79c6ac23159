import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { hasCommandKey } from "../platform";
import type { Completions } from "./useCompletions";
import { type Marked, wrap } from "./wrap";

interface TextBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly id?: string;
  readonly placeholder?: string;
  readonly isFocused?: boolean;
  readonly box?: RefObject<HTMLTextAreaElement | null>;
  /** The list that completes what is written. */
  readonly completions?: Completions;
}

/** Part of the window that the box may grow to, as in composer.css. */
const tallest = 0.4;
/** Where the browser sizes the box by itself, measuring would only make it lay out the whole page twice. */
const sizesItself = CSS.supports("field-sizing", "content");

/** A box for Markdown that grows with its text, up to two fifths of the window. */
export function TextBox({ label, value, onChange, onKeyDown, id, placeholder, isFocused, box, completions }: TextBoxProps) {
  const own = useRef<HTMLTextAreaElement>(null);
  const element = box ?? own;
  useLayoutEffect(() => {
    const area = element.current;
    if (area !== null && !sizesItself) {
      area.style.height = "auto";
      area.style.height = `${Math.min(area.scrollHeight, window.innerHeight * tallest)}px`;
    }
  }, [value, element]);
  // Before anything is drawn, so that the next key is for the box already.
  useLayoutEffect(() => {
    const area = element.current;
    if (isFocused === true && area !== null) {
      area.focus({ preventScroll: true });
      area.setSelectionRange(area.value.length, area.value.length);
    }
  }, [isFocused, element]);
  return (
    <textarea
      id={id}
      ref={element}
      rows={1}
      aria-label={label}
      placeholder={placeholder}
      value={value}
      dir="auto"
      enterkeyhint="send"
      aria-autocomplete={completions === undefined ? undefined : "list"}
      aria-controls={completions?.listId}
      aria-activedescendant={completions?.activeId}
      onInput={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (completions?.onKeyDown(event) === true) {
          return;
        }
        const mark = markOf(event);
        if (mark !== null && element.current !== null) {
          event.preventDefault();
          applyMark(element.current, mark, onChange);
        } else {
          onKeyDown(event);
        }
      }}
    />
  );
}

/** While an input method composes, its keys are its own: Enter takes a candidate and must not send. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

export function applyMark(area: HTMLTextAreaElement, mark: string, onChange: (value: string) => void): void {
  const marked: Marked = wrap(area.value, area.selectionStart, area.selectionEnd, mark);
  onChange(marked.text);
  requestAnimationFrame(() => {
    area.focus();
    area.setSelectionRange(marked.start, marked.end);
  });
}

function markOf(event: KeyboardEvent): string | null {
  if (!hasCommandKey(event) || event.shiftKey || event.altKey || isComposing(event)) {
    return null;
  }
  switch (event.key.toLowerCase()) {
    case "b":
      return "**";
    case "i":
      return "_";
    case "e":
      return "`";
    default:
      return null;
  }
}
