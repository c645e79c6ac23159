import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { Channel } from "../../core/channels/channel";
import { channelWord, hereWord } from "../../core/mentions/mentionTokens";
import type { Trigger } from "../../core/mentions/trigger";
import { rank } from "../../core/rank";
import type { Session } from "../../core/session";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { moveOption } from "../dialogs/moveOption";
import { avatarOf, type MembersById } from "../names";
import { mayMentionAll } from "../permissions";
import { usePeople, useRole } from "../useWorkspace";
import { isComposing } from "./TextBox";

interface CompletionListProps {
  readonly id: string;
  readonly channel: Channel;
  readonly trigger: Trigger;
  /** Takes the handler of the box's keys. */
  readonly keys: RefObject<((event: KeyboardEvent) => boolean) | null>;
  /** undefined: nothing fits, and the box's keys are its own. */
  readonly onActive: (optionId: string | undefined) => void;
  readonly onPick: (name: string) => void;
}

interface Option {
  readonly id: string;
  /** What it is found by. */
  readonly name: string;
  readonly unread: 0;
  readonly bonus: number;
  /** What is written for it. */
  readonly word: string;
  readonly label: string;
  readonly hint: string;
  readonly icon: "person" | "at" | "hash" | "lock";
}

const most = 8;
/** Worth more than a few letters of a better fit: whoever is here is meant more often than who is not. */
const hereBonus = 5;

/** The names that fit what is being written; the keys stay with the box. */
export function CompletionList({ id, channel, trigger, keys, onActive, onPick }: CompletionListProps) {
  const session = useSession();
  const { workspaceId } = channel.info.value;
  const people = usePeople(workspaceId);
  const role = useRole(workspaceId);
  const members = session.channelMembers.of(channel).value;
  const [index, setIndex] = useState(0);
  const candidates =
    trigger.kind === "#"
      ? channelOptions(session, workspaceId)
      : [...personOptions(session, people, members), ...(mayMentionAll(role, channel.info.value) ? allOptions : [])];
  const recent = trigger.kind === "#" ? session.recents.ids.value : recentAuthors(channel);
  const options = rank(candidates, trigger.typed, recent, most);
  const active = options[Math.min(index, options.length - 1)];
  const activeId = active === undefined ? undefined : `${id}-${active.id}`;
  useEffect(() => setIndex(0), [trigger.from, trigger.typed]);
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
      <ul
        class="options"
        id={id}
        role="listbox"
        aria-label={trigger.kind === "#" ? messages.completion.channels : messages.completion.people}
      >
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
            {option.icon === "person" ? (
              <Avatar id={option.id} name={option.label} url={avatarOf(option.id, people, session)} size={24} />
            ) : (
              <span class="option-icon">
                <Icon name={option.icon} size={16} />
              </span>
            )}
            <span class="clip">{option.label}</span>
            <span class="muted clip">{option.hint}</span>
          </li>
        ))}
      </ul>
      <span class="hidden-text" role="status">
        {messages.completion.count(options.length)}
      </span>
    </div>
  );
}

const allOptions: readonly Option[] = [
  { ...named("channel", channelWord, messages.completion.channel, "at"), bonus: hereBonus },
  { ...named("here", hereWord, messages.completion.here, "at"), bonus: hereBonus },
];

function named(id: string, word: string, hint: string, icon: Option["icon"]): Option {
  return { id, name: word, unread: 0, bonus: 0, word, label: icon === "at" ? `@${word}` : word, hint, icon };
}

function personOptions(session: Session, people: MembersById, members: ReadonlySet<string> | null): readonly Option[] {
  return [...people.values()]
    .filter(({ accountId }) => accountId !== session.myId)
    .map(({ accountId, displayName, username }) => {
      const isOutside = members !== null && !members.has(accountId);
      return {
        id: accountId,
        name: `${displayName} ${username}`,
        unread: 0,
        bonus: isOutside ? 0 : hereBonus,
        word: username,
        label: displayName,
        hint: isOutside ? `@${username} · ${messages.completion.outside}` : `@${username}`,
        icon: "person",
      };
    });
}

function channelOptions(session: Session, workspaceId: string): readonly Option[] {
  return session.channels.joined.value
    .map(({ info }) => info.value)
    .filter((info) => info.workspaceId === workspaceId && info.visibility !== "direct" && info.archivedAt === null)
    .map((info) => named(info.id, info.name, info.topic, info.visibility === "private" ? "lock" : "hash"));
}

/** Who wrote last comes first. */
function recentAuthors(channel: Channel): readonly string[] {
  const authors = channel.messages.state.value.items
    .slice(-100)
    .reverse()
    .flatMap((item) => (item.kind === "message" ? [item.message.authorId] : []));
  return [...new Set(authors)];
}
