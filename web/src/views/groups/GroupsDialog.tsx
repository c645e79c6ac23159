import { useRef, useState } from "preact/hooks";
import type { GroupDto } from "../../contracts/groups";
import { deleteGroup } from "../../core/api/groups";
import { Avatar } from "../../ui/Avatar";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Dialog } from "../../ui/Dialog";
import { IconButton } from "../../ui/IconButton";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { useClient, useSession } from "../client";
import { describeError } from "../describeError";
import { avatarOf, nameOf } from "../names";
import { maySeeGroups } from "../permissions";
import { usePeople, useRole } from "../useWorkspace";
import { GroupForm } from "./GroupForm";
import "../people/people.css";
import "./groups.css";

interface GroupsDialogProps {
  readonly workspaceId: string;
  readonly onClose: () => void;
}

/** What is done over the list. */
type Doing = { readonly name: "add" } | { readonly name: "change" | "delete"; readonly group: GroupDto };

/** The groups of the workspace: who is in them, and how they come, change and go. */
export function GroupsDialog({ workspaceId, onClose }: GroupsDialogProps) {
  const session = useSession();
  const role = useRole(workspaceId);
  const [doing, setDoing] = useState<Doing | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  if (!maySeeGroups(role)) {
    return null;
  }
  const groups = session.groups.of(workspaceId).value;
  const close = () => setDoing(null);
  return (
    <Dialog title={laterMessages.groups.title} onClose={onClose} class="groups-dialog">
      <p class="group-note muted">{laterMessages.groups.explanation}</p>
      <button ref={addButton} type="button" class="button" onClick={() => setDoing({ name: "add" })}>
        {laterMessages.groups.add}
      </button>
      {groups.length > 0 ? (
        <ul class="groups" aria-label={laterMessages.groups.title}>
          {groups.map((group) => (
            <GroupRow
              key={group.name}
              group={group}
              workspaceId={workspaceId}
              onChange={() => setDoing({ name: "change", group })}
              onDelete={() => setDoing({ name: "delete", group })}
            />
          ))}
        </ul>
      ) : (
        session.groups.hasCome(workspaceId) && <p class="group-note muted">{laterMessages.groups.none}</p>
      )}
      {(doing?.name === "add" || doing?.name === "change") && (
        <GroupForm workspaceId={workspaceId} group={doing.name === "change" ? doing.group : null} onClose={close} />
      )}
      {doing?.name === "delete" && (
        <ConfirmDialog
          title={laterMessages.groups.removeTitle(doing.group.name)}
          text={laterMessages.groups.removeText}
          action={laterMessages.groups.removeAction}
          describe={describeError}
          onConfirm={async () => {
            await deleteGroup(session.http, workspaceId, doing.group.name);
            await session.groups.load(workspaceId);
            // The button that had the focus went with its row.
            requestAnimationFrame(() => addButton.current?.focus());
          }}
          onClose={close}
        />
      )}
    </Dialog>
  );
}

interface GroupRowProps {
  readonly group: GroupDto;
  readonly workspaceId: string;
  readonly onChange: () => void;
  readonly onDelete: () => void;
}

function GroupRow({ group: { name, accountIds }, workspaceId, onChange, onDelete }: GroupRowProps) {
  const session = useSession();
  const people = usePeople(workspaceId);
  const members = accountIds.map((id) => ({ id, name: nameOf(id, people, session) })).sort((a, b) => a.name.localeCompare(b.name));
  return (
    <li>
      <div class="group-head">
        <b>{`@${name}`}</b>
        <small class="muted">{laterMessages.groups.count(accountIds.length)}</small>
        <IconButton icon="pen" size={16} label={laterMessages.groups.change(name)} onClick={onChange} />
        <IconButton icon="bin" size={16} label={laterMessages.groups.remove(name)} onClick={onDelete} />
      </div>
      <ul class="group-people" aria-label={laterMessages.groups.people(name)}>
        {members.map((member) => (
          <li key={member.id}>
            <Avatar id={member.id} name={member.name} url={avatarOf(member.id, people, session)} size={20} />
            {people.has(member.id) ? <PersonName id={member.id} name={member.name} /> : member.name}
          </li>
        ))}
      </ul>
    </li>
  );
}

/** The name leads to the card of the person, which opens over the groups. */
function PersonName({ id, name }: { readonly id: string; readonly name: string }) {
  const { router } = useClient();
  const { myId } = useSession();
  return (
    <button type="button" class="person-name" title={messages.people.show(name)} onClick={() => router.openPerson(id)}>
      {name}
      {id === myId && ` (${messages.common.you})`}
    </button>
  );
}
