import type { Channel } from "../../core/channels/channel";
import type { Trigger } from "../../core/mentions/trigger";
import { laterMessages } from "../../ui/laterMessages";
import { type CompletionBox, OptionList } from "../composer/OptionList";
import { useRole } from "../useWorkspace";
import { commandsFor, mustSay } from "./commandPlace";

interface CommandCompletionsProps {
  readonly box: CompletionBox;
  readonly channel: Channel;
  readonly trigger: Trigger;
}

/** The commands whose names begin with what is being written after a slash. One that is whole and needs no more is not offered: Enter runs it. */
export function CommandCompletions({ box, channel, trigger }: CommandCompletionsProps) {
  const typed = trigger.typed.toLowerCase();
  const fitting = commandsFor(channel, useRole(channel.info.value.workspaceId)).filter((name) => name.startsWith(typed));
  const isWhole = fitting.some((name) => name === trigger.typed && !mustSay.has(name));
  return (
    <OptionList
      box={box}
      label={laterMessages.commands.list}
      options={(isWhole ? [] : fitting).map((name) => ({
        id: name,
        word: name,
        label: `${name} ${laterMessages.commands.arguments[name]}`.trim(),
        hint: laterMessages.commands.summaries[name],
      }))}
      typed={trigger.typed}
      sign={() => <span class="option-icon">/</span>}
    />
  );
}
