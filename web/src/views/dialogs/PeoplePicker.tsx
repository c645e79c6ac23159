import { useId, useState } from "preact/hooks";
import type { MemberDto } from "../../contracts";
import { rank } from "../../core/rank";
import { Avatar } from "../../ui/Avatar";
import { laterMessages } from "../../ui/laterMessages";
import { moveOption } from "./moveOption";

interface PeoplePickerProps {
  readonly label: string;
  readonly people: readonly MemberDto[];
  readonly onPick: (member: MemberDto) => void;
  /** Whether the list is there before anything is typed. */
  readonly showsAll: boolean;
  readonly isFocused?: boolean;
}

const most = 20;

/** Finds a person by name and hands them over. */
export function PeoplePicker({ label, people, onPick, showsAll, isFocused }: PeoplePickerProps) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [index, setIndex] = useState(0);
  const candidates = people.map((member) => ({
    id: member.accountId,
    name: `${member.displayName} ${member.username}`,
    unread: 0,
    member,
  }));
  const options = typed.trim() === "" && !showsAll ? [] : rank(candidates, typed, [], most);
  const pick = (member: MemberDto | undefined) => {
    if (member !== undefined) {
      onPick(member);
      setTyped("");
      setIndex(0);
    }
  };
  const isOpen = options.length > 0;
  return (
    <div class="field picker">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={`${id}-options`}
        aria-autocomplete="list"
        aria-activedescendant={isOpen ? `${id}-${options[index]?.id}` : undefined}
        autocomplete="off"
        spellcheck={false}
        autofocus={isFocused === true}
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setIndex(0);
        }}
        onKeyDown={(event) => {
          if (moveOption(event, index, options.length, setIndex)) {
            return;
          }
          if (event.key === "Enter" && !event.isComposing && isOpen) {
            event.preventDefault();
            pick(options[index]?.member);
          }
        }}
      />
      <ul class="options" id={`${id}-options`} role="listbox" aria-label={label} hidden={!isOpen}>
        {options.map(({ member }, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
          <li
            key={member.accountId}
            id={`${id}-${member.accountId}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === index}
            onClick={() => pick(member)}
          >
            <Avatar id={member.accountId} name={member.displayName} url={member.avatarUrl} size={24} />
            <span class="clip">{member.displayName}</span>
            <span class="muted clip">@{member.username}</span>
          </li>
        ))}
      </ul>
      {typed.trim() !== "" && !isOpen && <span class="hint">{laterMessages.newMessage.none}</span>}
    </div>
  );
}
