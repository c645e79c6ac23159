import type { RefObject, VNode } from "preact";
import { useCallback, useEffect, useId, useRef, useState } from "preact/hooks";
import type { Channel } from "../../core/channels/channel";
import { complete, type Trigger, triggerAt } from "../../core/mentions/trigger";
import { loadEmoji } from "../emoji/loadEmoji";
import { lazy, preloadWhenIdle } from "../lazy";

const CompletionList = lazy(async () => (await import("./CompletionList")).CompletionList);
const CommandCompletions = lazy(async () => (await import("../commands/CommandCompletions")).CommandCompletions);
const EmojiCompletions = lazy(async () => {
  const [view] = await Promise.all([import("../emoji/EmojiCompletions"), loadEmoji()]);
  return view.EmojiCompletions;
});

export interface Completions {
  /** For the box: what the list says to assistive technology. */
  readonly listId: string | undefined;
  readonly activeId: string | undefined;
  /** @returns Whether the key was the list's. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
  readonly list: VNode | null;
}

/**
 * Completes the name of a person, channel, emoji or command that is being written in the box. Nothing is offered while an input method composes.
 * @param takesCommands Whether what begins with a slash can be one.
 */
export function useCompletions(
  box: RefObject<HTMLTextAreaElement | null>,
  channel: Channel,
  onChange: (text: string) => void,
  takesCommands = false,
): Completions {
  const id = useId();
  const written = useTrigger(box);
  const trigger = written?.kind === "/" && !takesCommands ? null : written;
  const [dismissed, setDismissed] = useState<number | null>(null);
  const [activeId, setActiveId] = useState<string | undefined>(undefined);
  const keys = useRef<((event: KeyboardEvent) => boolean) | null>(null);
  useEffect(() => {
    preloadWhenIdle(CompletionList);
  }, []);
  const isOpen = trigger !== null && trigger.from !== dismissed;
  useEffect(() => {
    if (trigger === null) {
      setDismissed(null);
    }
  }, [trigger]);
  const pick = useCallback(
    (name: string) => {
      const area = box.current;
      if (area !== null && trigger !== null) {
        const next = complete(area.value, trigger, name);
        onChange(next.text);
        requestAnimationFrame(() => {
          area.focus();
          area.setSelectionRange(next.caret, next.caret);
        });
      }
    },
    [box, trigger, onChange],
  );
  const listOf = (shown: Trigger) => {
    const given = { id, keys, onActive: setActiveId, onPick: pick };
    switch (shown.kind) {
      case ":":
        return <EmojiCompletions box={given} workspaceId={channel.info.value.workspaceId} trigger={shown} />;
      case "/":
        return <CommandCompletions box={given} channel={channel} trigger={shown} />;
      default:
        return <CompletionList box={given} channel={channel} trigger={shown} />;
    }
  };
  return {
    listId: isOpen && activeId !== undefined ? id : undefined,
    activeId: isOpen ? activeId : undefined,
    onKeyDown: (event) => {
      if (isOpen && activeId !== undefined && event.key === "Escape") {
        event.preventDefault();
        setDismissed(trigger.from);
        return true;
      }
      return isOpen && keys.current?.(event) === true;
    },
    list: isOpen ? listOf(trigger) : null,
  };
}

/** What stands before the caret of the box, as long as the box has the focus. */
function useTrigger(box: RefObject<HTMLTextAreaElement | null>): Trigger | null {
  const [trigger, setTrigger] = useState<Trigger | null>(null);
  useEffect(() => {
    const area = box.current;
    if (area === null) {
      return;
    }
    let isComposing = false;
    const look = () => {
      const isWritten = !isComposing && document.activeElement === area && area.selectionStart === area.selectionEnd;
      const next = isWritten ? triggerAt(area.value, area.selectionStart) : null;
      setTrigger((known) => (JSON.stringify(known) === JSON.stringify(next) ? known : next));
    };
    const compose = (event: CompositionEvent) => {
      isComposing = event.type === "compositionstart";
      look();
    };
    area.addEventListener("input", look);
    area.addEventListener("blur", look);
    area.addEventListener("compositionstart", compose);
    area.addEventListener("compositionend", compose);
    document.addEventListener("selectionchange", look);
    return () => {
      area.removeEventListener("input", look);
      area.removeEventListener("blur", look);
      area.removeEventListener("compositionstart", compose);
      area.removeEventListener("compositionend", compose);
      document.removeEventListener("selectionchange", look);
    };
  }, [box]);
  return trigger;
}
