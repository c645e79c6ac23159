import { useState } from "preact/hooks";
import { limits } from "../../contracts";
import type { GroupDto } from "../../contracts/groups";
import { putGroup } from "../../core/api/groups";
import { Dialog } from "../../ui/Dialog";
import { ErrorText } from "../../ui/ErrorText";
import { Field } from "../../ui/Field";
import { IconButton } from "../../ui/IconButton";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { PeoplePicker } from "../dialogs/PeoplePicker";
import { nameOf } from "../names";
import { textOf, useSubmit } from "../useSubmit";
import { usePeople } from "../useWorkspace";
import { groupNameOf, isGroupName } from "./groupName";

interface GroupFormProps {
  readonly workspaceId: string;
  /** null: a new one. */
  readonly group: GroupDto | null;
  readonly onClose: () => void;
}

/** Names a new group, and chooses who is in it; of one that is there only its people change. */
export function GroupForm({ workspaceId, group, onClose }: GroupFormProps) {
  const session = useSession();
  const people = usePeople(workspaceId);
  const [chosen, setChosen] = useState<readonly string[]>(group?.accountIds ?? []);
  const [wrongName, setWrongName] = useState<string | null>(null);
  const form = useSubmit(async (data) => {
    const name = group?.name ?? groupNameOf(textOf(data, "name"));
    // Written again it would be changed, which nobody means who makes a new one.
    const isTaken = group === null && session.groups.byNameOf(workspaceId).peek().has(name);
    const problem = isTaken ? laterMessages.groups.nameTaken(name) : isGroupName(name) ? null : hintOfName();
    setWrongName(problem);
    if (problem === null) {
      await putGroup(session.http, workspaceId, name, { accountIds: chosen });
      await session.groups.load(workspaceId);
      onClose();
    }
  });
  return (
    <Dialog title={group === null ? laterMessages.groups.add : laterMessages.groups.changeTitle(group.name)} onClose={onClose}>
      <form onSubmit={form.onSubmit}>
        {group === null && (
          <Field
            name="name"
            label={laterMessages.groups.name}
            hint={hintOfName()}
            // An @ before it is no part of it.
            maxlength={limits.groupNameCharacters + 1}
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            autofocus
            required
            error={wrongName ?? form.fields["name"]}
          />
        )}
        {chosen.length > 0 && (
          <ul class="chips" aria-label={laterMessages.groups.chosen}>
            {chosen.map((id) => (
              <li key={id}>
                {nameOf(id, people, session)}
                <IconButton
                  icon="close"
                  size={13}
                  label={laterMessages.groups.removePerson(nameOf(id, people, session))}
                  onClick={() => setChosen(chosen.filter((other) => other !== id))}
                />
              </li>
            ))}
          </ul>
        )}
        <p class="group-note muted" role="status">
          {chosen.length === 0 ? laterMessages.groups.nobody : laterMessages.groups.count(chosen.length)}
        </p>
        {chosen.length >= limits.groupMembers ? (
          <p class="muted">{laterMessages.groups.full(limits.groupMembers)}</p>
        ) : (
          <PeoplePicker
            label={laterMessages.groups.find}
            people={[...people.values()].filter(({ accountId }) => !chosen.includes(accountId))}
            onPick={({ accountId }) => setChosen([...chosen, accountId])}
            showsAll={false}
            isFocused={group !== null}
          />
        )}
        <ErrorText text={form.error ?? form.fields["accountIds"] ?? null} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            {messages.common.cancel}
          </button>
          <button type="submit" class="button primary" disabled={chosen.length === 0 || form.isBusy}>
            {group === null ? laterMessages.groups.create : laterMessages.groups.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

const hintOfName = () => laterMessages.groups.nameHint(limits.groupNameMinCharacters, limits.groupNameCharacters);
