import type { RefObject, VNode } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { laterMessages } from "../../ui/laterMessages";
import { moveOption } from "../dialogs/moveOption";
import { isComposing } from "./TextBox";

/** What the box gives to the list that completes what is written in it. */
export interface CompletionBox {
  readonly id: string;
  /** Takes the handler of the box's keys. */
  readonly keys: RefObject<((event: KeyboardEvent) => boolean) | null>;
  /** undefined: nothing fits, and the box's keys are its own. */
  readonly onActive: (optionId: string | undefined) => void;
  readonly onPick: (word: string) => void;
}

export interface ShownOption {
  readonly id: string;
  /** What is written for it. */
  readonly word: string;
  readonly label: string;
  readonly hint: string;
}

interface OptionListProps<Option extends ShownOption> {
  readonly box: CompletionBox;
  readonly label: string;
  readonly options: readonly Option[];
  /** With another one the first option is the active one again. */
  readonly typed: string;
  readonly sign: (option: Option) => VNode;
}

/** What can be taken for what is being written; the keys stay with the box. */
export function OptionList<Option extends ShownOption>({ box, label, options, typed, sign }: OptionListProps<Option>) {
  const { id, keys, onActive, onPick } = box;
  const [index, setIndex] = useState(0);
  const active = options[Math.min(index, options.length - 1)];
  const activeId = active === undefined ? undefined : `${id}-${active.id}`;
  useEffect(() => setIndex(0), [typed]);
  useLayoutEffect(() => {
    onActive(activeId);
    return () => onActive(undefined);
  }, [activeId, onActive]);
  useLayoutEffect(() => {
    keys.current = (event) => {
      if (active === undefined || isComposing(event)) {
        return false;
      }
      if (moveOption(event, options.indexOf(active), options.length, setIndex)) {
        return true;
      }
      if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        onPick(active.word);
        return true;
      }
      return false;
    };
    return () => {
      keys.current = null;
    };
  });
  if (active === undefined) {
    return null;
  }
  return (
    <div class="completions">
      <ul class="options" id={id} role="listbox" aria-label={label}>
        {options.map((option) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the box's
          <li
            key={option.id}
            id={`${id}-${option.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={option === active}
            // The box keeps its focus and its caret.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(option.word)}
          >
            {sign(option)}
            <span class="clip">{option.label}</span>
            <span class="muted clip">{option.hint}</span>
          </li>
        ))}
      </ul>
      <span class="hidden-text" role="status">
        {laterMessages.completion.count(options.length)}
      </span>
    </div>
  );
}
