import { useState } from "preact/hooks";
import type { CreatedInviteDto, WorkspaceRole } from "../../contracts";
import { createInvite } from "../../core/api/workspaces";
import { CopyRow } from "../../ui/CopyRow";
import { Dialog } from "../../ui/Dialog";
import { ErrorText } from "../../ui/ErrorText";
import { SelectField } from "../../ui/Field";
import { formatShort } from "../../ui/format";
import { laterMessages } from "../../ui/laterMessages";
import { useSession } from "../client";
import { conversationsOf } from "../ordering";
import { mayInviteAdmins } from "../permissions";
import { useSubmit } from "../useSubmit";
import { useRole } from "../useWorkspace";

interface InviteDialogProps {
  readonly workspaceId: string;
  readonly onClose: () => void;
}

/** Makes a link that lets people into the workspace. */
export function InviteDialog({ workspaceId, onClose }: InviteDialogProps) {
  const session = useSession();
  const [invite, setInvite] = useState<CreatedInviteDto | null>(null);
  const workspace = session.me.value.workspaces.find(({ id }) => id === workspaceId);
  return (
    <Dialog title={laterMessages.invitePeople.title} onClose={onClose}>
      {invite === null ? (
        <InviteForm workspaceId={workspaceId} workspaceName={workspace?.name ?? ""} onCreated={setInvite} />
      ) : (
        <>
          <CopyRow label={laterMessages.invitePeople.link} value={invite.url} />
          <p class="muted">{laterMessages.invitePeople.done(formatShort(Date.parse(invite.expiresAt)))}</p>
          <div class="dialog-actions">
            <button type="button" class="button" onClick={() => setInvite(null)}>
              {laterMessages.invitePeople.another}
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}

interface InviteFormProps {
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly onCreated: (invite: CreatedInviteDto) => void;
}

function InviteForm({ workspaceId, workspaceName, onCreated }: InviteFormProps) {
  const session = useSession();
  const myRole = useRole(workspaceId);
  const { channels } = conversationsOf(session.channels.joined.value, workspaceId);
  const [role, setRole] = useState<WorkspaceRole>("member");
  const [uses, setUses] = useState("");
  const [hours, setHours] = useState("168");
  const [channelId, setChannelId] = useState(channels[0]?.id ?? "");
  const form = useSubmit(async () => {
    onCreated(
      await createInvite(session.http, workspaceId, {
        role,
        maxUses: uses === "" ? null : Number(uses),
        expiresInHours: Number(hours),
        ...(role === "guest" && { channelIds: [channelId] }),
      }),
    );
  });
  const roles: readonly WorkspaceRole[] = [
    "member",
    ...(channels.length > 0 ? (["guest"] as const) : []),
    ...(mayInviteAdmins(myRole) ? (["admin"] as const) : []),
  ];
  return (
    <form onSubmit={form.onSubmit}>
      <p class="notice">{laterMessages.invitePeople.text(workspaceName)}</p>
      <SelectField
        name="role"
        label={laterMessages.invitePeople.role}
        value={role}
        onChange={(value) => setRole(roles.find((known) => known === value) ?? "member")}
        options={roles.map((value) => ({ value, label: laterMessages.members.roles[value] }))}
      />
      {role === "guest" && (
        <SelectField
          name="channel"
          label={laterMessages.invitePeople.guestChannel}
          value={channelId}
          onChange={setChannelId}
          options={channels.map((channel) => ({ value: channel.id, label: `#${channel.info.value.name}` }))}
        />
      )}
      <SelectField
        name="uses"
        label={laterMessages.invitePeople.uses}
        value={uses}
        onChange={setUses}
        options={[
          { value: "", label: laterMessages.invitePeople.usesAny },
          { value: "1", label: laterMessages.invitePeople.usesOnce },
          { value: "10", label: laterMessages.invitePeople.usesTen },
        ]}
      />
      <SelectField
        name="hours"
        label={laterMessages.invitePeople.expires}
        value={hours}
        onChange={setHours}
        options={Object.entries(laterMessages.invitePeople.hours).map(([value, label]) => ({ value, label }))}
      />
      <ErrorText text={form.error ?? Object.values(form.fields)[0] ?? null} />
      <div class="dialog-actions">
        <button type="submit" class="button primary" disabled={form.isBusy}>
          {laterMessages.invitePeople.submit}
        </button>
      </div>
    </form>
  );
}
