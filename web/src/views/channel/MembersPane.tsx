import { useCallback, useEffect, useState } from "preact/hooks";
import type { ChannelMemberDto, MemberDto } from "../../contracts";
import { addMember, getChannelMembers, removeMember } from "../../core/api/channels";
import type { Http } from "../../core/api/http";
import type { Channel } from "../../core/channels/channel";
import { AvatarWithPresence } from "../../ui/Avatar";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { ErrorText } from "../../ui/ErrorText";
import { IconButton } from "../../ui/IconButton";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { StatusEmoji } from "../../ui/StatusEmoji";
import { useClient, useSession } from "../client";
import { describeError } from "../describeError";
import { PeoplePicker } from "../dialogs/PeoplePicker";
import { avatarOf } from "../names";
import { openTalk } from "../people/openTalk";
import { mayAddMembers, mayRemoveMembers } from "../permissions";
import { usePresence } from "../usePresence";
import { usePeople, useRole } from "../useWorkspace";
import { Pane } from "./Pane";
import "../people/people.css";

/** Who is in the channel, and who may come in or go. */
export function MembersPane({ channel }: { readonly channel: Channel }) {
  const session = useSession();
  const info = channel.info.value;
  const role = useRole(info.workspaceId);
  const people = usePeople(info.workspaceId);
  const [members, setMembers] = useState<readonly ChannelMemberDto[] | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [removing, setRemoving] = useState<ChannelMemberDto | null>(null);
  const load = useCallback(async () => {
    try {
      setMembers(await allMembers(session.http, channel.id));
      setError(null);
    } catch (failure) {
      setError(describeError(failure));
    }
  }, [session, channel]);
  useEffect(() => {
    void load();
  }, [load, info.memberCount]);
  const add = async (member: MemberDto) => {
    try {
      await addMember(session.http, channel.id, member.accountId);
      await load();
    } catch (failure) {
      setError(describeError(failure));
    }
  };
  const inside = new Set(members?.map((member) => member.accountId));
  const outside = [...people.values()].filter((member) => !inside.has(member.accountId));
  return (
    <Pane title={laterMessages.members.title}>
      {mayAddMembers(role, info) && members !== null && (
        <PeoplePicker label={laterMessages.members.addLabel} people={outside} onPick={(member) => void add(member)} showsAll={false} />
      )}
      <ErrorText text={error} />
      <ul class="rows">
        {members?.map((member) => (
          <MemberRow
            key={member.accountId}
            member={member}
            workspaceId={info.workspaceId}
            onRemove={
              mayRemoveMembers(role, info) && member.accountId !== session.myId
                ? () => {
                    setRemoving(member);
                  }
                : null
            }
          />
        ))}
      </ul>
      {removing !== null && (
        <ConfirmDialog
          title={laterMessages.members.removeTitle(removing.displayName)}
          text={laterMessages.members.removeText}
          action={laterMessages.common.remove}
          describe={describeError}
          onConfirm={async () => {
            await removeMember(session.http, channel.id, removing.accountId);
            await load();
          }}
          onClose={() => setRemoving(null)}
        />
      )}
    </Pane>
  );
}

interface MemberRowProps {
  readonly member: ChannelMemberDto;
  readonly workspaceId: string;
  readonly onRemove: (() => void) | null;
}

function MemberRow({ member, workspaceId, onRemove }: MemberRowProps) {
  const { router } = useClient();
  const session = useSession();
  const people = usePeople(workspaceId);
  const status = usePresence(member.accountId, workspaceId);
  const name = people.get(member.accountId)?.displayName ?? member.displayName;
  const isMe = member.accountId === session.myId;
  return (
    <li>
      <AvatarWithPresence id={member.accountId} name={name} url={avatarOf(member.accountId, people, session)} size={32} status={status} />
      <span class="row-text">
        <button
          type="button"
          class="person-name clip"
          title={messages.people.show(name)}
          onClick={() => router.openPerson(member.accountId)}
        >
          {name}
          {isMe && ` (${messages.common.you})`}
        </button>
        <StatusEmoji status={people.get(member.accountId)?.status} />
        <small>
          @{member.username} · {laterMessages.members.roles[member.role]}
        </small>
      </span>
      {!isMe && (
        <IconButton
          icon="pen"
          label={laterMessages.members.message(name)}
          onClick={() => void openTalk({ session, router }, workspaceId, member.accountId)}
        />
      )}
      {onRemove !== null && <IconButton icon="close" label={laterMessages.members.remove(name)} onClick={onRemove} />}
    </li>
  );
}

async function allMembers(http: Http, channelId: string): Promise<readonly ChannelMemberDto[]> {
  const members: ChannelMemberDto[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof getChannelMembers>> = await getChannelMembers(http, channelId, cursor);
    members.push(...page.members);
    cursor = page.cursor;
  } while (cursor !== null);
  return members.sort((a, b) => a.displayName.localeCompare(b.displayName));
}
