import type { GroupDto } from "../../contracts/groups";
import type { Channel } from "../../core/channels/channel";
import { channelWord, hereWord } from "../../core/mentions/mentionTokens";
import type { Trigger } from "../../core/mentions/trigger";
import { rank } from "../../core/rank";
import type { Session } from "../../core/session";
import { Avatar } from "../../ui/Avatar";
import { Icon } from "../../ui/Icon";
import { laterMessages } from "../../ui/laterMessages";
import { useSession } from "../client";
import { avatarOf, type MembersById } from "../names";
import { mayMentionAll, maySeeGroups } from "../permissions";
import { usePeople, useRole } from "../useWorkspace";
import { type CompletionBox, OptionList, type ShownOption } from "./OptionList";

interface CompletionListProps {
  readonly box: CompletionBox;
  readonly channel: Channel;
  readonly trigger: Trigger;
}

interface Option extends ShownOption {
  /** What it is found by. */
  readonly name: string;
  readonly unread: 0;
  readonly bonus: number;
  readonly icon: "person" | "at" | "hash" | "lock";
}

const most = 8;
/** Worth more than a few letters of a better fit: whoever is here is meant more often than who is not. */
const hereBonus = 5;

/** The names of people, groups and channels that fit what is being written. */
export function CompletionList({ box, channel, trigger }: CompletionListProps) {
  const session = useSession();
  const { workspaceId } = channel.info.value;
  const people = usePeople(workspaceId);
  const role = useRole(workspaceId);
  const members = session.channelMembers.of(channel).value;
  const candidates =
    trigger.kind === "#"
      ? channelOptions(session, workspaceId)
      : [
          ...personOptions(session, people, members),
          ...(mayMentionAll(role, channel.info.value) ? allOptions() : []),
          ...(maySeeGroups(role) ? groupOptions(session.groups.of(workspaceId).value) : []),
        ];
  const recent = trigger.kind === "#" ? session.recents.ids.value : recentAuthors(channel);
  return (
    <OptionList
      box={box}
      label={trigger.kind === "#" ? laterMessages.completion.channels : laterMessages.completion.people}
      options={rank(candidates, trigger.typed, recent, most)}
      typed={`${trigger.from} ${trigger.typed}`}
      sign={(option) =>
        option.icon === "person" ? (
          <Avatar id={option.id} name={option.label} url={avatarOf(option.id, people, session)} size={24} />
        ) : (
          <span class="option-icon">
            <Icon name={option.icon} size={16} />
          </span>
        )
      }
    />
  );
}

const allOptions = (): readonly Option[] => [
  { ...named("channel", channelWord, laterMessages.completion.channel, "at"), bonus: hereBonus },
  { ...named("here", hereWord, laterMessages.completion.here, "at"), bonus: hereBonus },
];

const groupOptions = (groups: readonly GroupDto[]): readonly Option[] =>
  groups.map(({ name, accountIds }) => ({
    ...named(`group-${name}`, name, laterMessages.groups.count(accountIds.length), "at"),
    bonus: hereBonus,
  }));

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
        hint: isOutside ? `@${username} · ${laterMessages.completion.outside}` : `@${username}`,
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
