import type { Trigger } from "../../core/mentions/trigger";
import { laterMessages } from "../../ui/laterMessages";
import { useClient, useSession } from "../client";
import { type CompletionBox, OptionList, type ShownOption } from "../composer/OptionList";
import { EmojiSign } from "./EmojiSign";
import { type EmojiEntry, findEmoji, labelOf, withTone } from "./emojiData";

interface EmojiCompletionsProps {
  readonly box: CompletionBox;
  readonly workspaceId: string;
  readonly trigger: Trigger;
}

const most = 8;

/** The emoji that fit what is being written after a colon: those that the person used last come first. */
export function EmojiCompletions({ box, workspaceId, trigger }: EmojiCompletionsProps) {
  const { emojiChoice, customEmoji } = useSession();
  const tone = useClient().preferences.current.value.skinTone;
  const typed = trigger.typed.toLowerCase();
  const custom = customEmoji
    .of(workspaceId)
    .value.filter(({ name }) =>
      name.split(/[_-]/).some((_, at, parts) => parts.slice(at).join("_").startsWith(typed.replaceAll("-", "_"))),
    );
  const found = [
    ...custom.map(({ name }) => optionOf(`custom-${name}`, `:${name}:`, `:${name}:`, laterMessages.emoji.own)),
    ...findEmoji(typed, most * 3).map((entry) => unicodeOption(entry, tone)),
  ];
  const recent = emojiChoice.recent.value;
  const rankOf = ({ word }: ShownOption) => {
    const at = recent.findIndex((emoji) => emoji === word || labelOf(emoji) === labelOf(word));
    return at === -1 ? recent.length : at;
  };
  const options = found.toSorted((a, b) => rankOf(a) - rankOf(b)).slice(0, most);
  return (
    <OptionList
      box={{
        ...box,
        onPick: (word) => {
          emojiChoice.used(word);
          box.onPick(word);
        },
      }}
      label={laterMessages.emoji.completions}
      options={options}
      typed={`${trigger.from} ${trigger.typed}`}
      sign={({ word }) => (
        <span class="option-icon emoji">
          <EmojiSign emoji={word} />
        </span>
      )}
    />
  );
}

function unicodeOption(entry: EmojiEntry, tone: number): ShownOption {
  return optionOf(entry.names[0] ?? entry.emoji, withTone(entry, tone), entry.label, entry.names.map((name) => `:${name}:`).join(" "));
}

function optionOf(id: string, word: string, label: string, hint: string): ShownOption {
  return { id, word, label, hint };
}
