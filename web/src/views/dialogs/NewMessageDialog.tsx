import { useState } from "preact/hooks";
import { limits, type MemberDto } from "../../contracts";
import { openDirectChannel } from "../../core/api/channels";
import { Dialog } from "../../ui/Dialog";
import { ErrorText } from "../../ui/ErrorText";
import { IconButton } from "../../ui/IconButton";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { useClient, useSession } from "../client";
import { urls } from "../router";
import { useSubmit } from "../useSubmit";
import { usePeople } from "../useWorkspace";
import { PeoplePicker } from "./PeoplePicker";

interface NewMessageDialogProps {
  readonly workspaceId: string;
  readonly onClose: () => void;
}

/** Chooses one or several people, and opens the direct channel with them. */
export function NewMessageDialog({ workspaceId, onClose }: NewMessageDialogProps) {
  const { router } = useClient();
  const session = useSession();
  const people = usePeople(workspaceId);
  const [chosen, setChosen] = useState<readonly MemberDto[]>([]);
  const others = [...people.values()].filter((member) => member.accountId !== session.myId);
  const free = others.filter((member) => !chosen.includes(member));
  const isFull = chosen.length >= limits.directChannelMembers - 1;
  const form = useSubmit(async () => {
    const accountIds = chosen.map((member) => member.accountId);
    const channel = await openDirectChannel(session.http, workspaceId, { accountIds });
    session.channels.put(channel);
    router.replace(urls.channel(workspaceId, channel.id));
  });
  return (
    <Dialog title={laterMessages.newMessage.title} onClose={onClose}>
      <form onSubmit={form.onSubmit}>
        {chosen.length > 0 && (
          <ul class="chips" aria-label={laterMessages.newMessage.people}>
            {chosen.map((member) => (
              <li key={member.accountId}>
                {member.displayName}
                <IconButton
                  icon="close"
                  size={13}
                  label={laterMessages.newMessage.remove(member.displayName)}
                  onClick={() => setChosen(chosen.filter((other) => other !== member))}
                />
              </li>
            ))}
          </ul>
        )}
        {others.length === 0 ? (
          <p class="muted">{laterMessages.newMessage.noneYet}</p>
        ) : isFull ? (
          <p class="muted">{laterMessages.newMessage.most(limits.directChannelMembers)}</p>
        ) : (
          <PeoplePicker
            label={laterMessages.newMessage.find}
            people={free}
            onPick={(member) => setChosen([...chosen, member])}
            showsAll
            isFocused
          />
        )}
        <ErrorText text={form.error ?? form.fields["accountIds"] ?? null} />
        <div class="dialog-actions">
          {others.length === 0 && (
            <button type="button" class="button" onClick={() => router.open("invite")}>
              {messages.sidebar.invite}
            </button>
          )}
          <button type="submit" class="button primary" disabled={chosen.length === 0 || form.isBusy}>
            {laterMessages.newMessage.submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
