import { useState } from "preact/hooks";
import { rank } from "../../core/rank";
import { BareDialog } from "../../ui/Dialog";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { useClient, useSession } from "../client";
import { titleOf } from "../names";
import { urls } from "../router";
import { ConversationIcon } from "../sidebar/ConversationLink";
import { usePeople } from "../useWorkspace";
import { moveOption } from "./moveOption";

const most = 9;

interface SwitcherProps {
  readonly workspaceId: string;
  readonly onClose: () => void;
}

/** Jumps to a conversation by a few letters of its name; unread and recent ones come first. */
export function Switcher({ workspaceId, onClose }: SwitcherProps) {
  const { router } = useClient();
  const session = useSession();
  const people = usePeople(workspaceId);
  const [typed, setTyped] = useState("");
  const [index, setIndex] = useState(0);
  const shownId = session.reading.value?.channel.id;
  const candidates = session.channels.joined.value
    .filter(({ info }) => info.value.workspaceId === workspaceId && info.value.archivedAt === null)
    .map((channel) => ({ id: channel.id, name: titleOf(channel.info.value, people, session), unread: channel.unread.value, channel }));
  const recent = session.recents.ids.value.filter((id) => id !== shownId);
  const options = rank(candidates, typed, recent, most);
  // The panel's place in the history becomes the channel's, so that back leads to where one came from.
  const open = (id: string | undefined) => (id === undefined ? onClose() : router.replace(urls.channel(workspaceId, id)));
  return (
    <BareDialog label={laterMessages.switcher.label} class="switcher" onClose={onClose}>
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls="switcher-options"
        aria-autocomplete="list"
        aria-activedescendant={options[index] === undefined ? undefined : `option-${options[index].id}`}
        aria-label={laterMessages.switcher.input}
        placeholder={laterMessages.switcher.placeholder}
        autofocus
        autocomplete="off"
        spellcheck={false}
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setIndex(0);
        }}
        onKeyDown={(event) => {
          if (moveOption(event, index, options.length, setIndex)) {
            return;
          }
          if (event.key === "Enter" && !event.isComposing) {
            event.preventDefault();
            open(options[index]?.id);
          }
        }}
      />
      <ul class="options" id="switcher-options" role="listbox" aria-label={laterMessages.switcher.list}>
        {options.map(({ id, name, unread, channel }, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
          <li
            key={id}
            id={`option-${id}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === index}
            onMouseMove={() => setIndex(at)}
            onClick={() => open(id)}
          >
            <ConversationIcon channel={channel} size={22} />
            {unread > 0 ? <b class="clip">{name}</b> : <span class="clip">{name}</span>}
            {unread > 0 && <span class="badge">{unread > 999 ? messages.sidebar.more : unread}</span>}
          </li>
        ))}
      </ul>
      <p class="muted">
        {options.length === 0 ? (
          laterMessages.switcher.none
        ) : (
          <>
            <kbd>↑</kbd> <kbd>↓</kbd> {laterMessages.switcher.help.move} <kbd>Enter</kbd> {laterMessages.switcher.help.open} <kbd>Esc</kbd>{" "}
            {laterMessages.switcher.help.close}
          </>
        )}
      </p>
    </BareDialog>
  );
}
