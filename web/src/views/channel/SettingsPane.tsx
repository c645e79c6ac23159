import { useState } from "preact/hooks";
import { limits } from "../../contracts";
import { removeMember, updateChannel } from "../../core/api/channels";
import type { Channel } from "../../core/channels/channel";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { ErrorText } from "../../ui/ErrorText";
import { Field, TextAreaField } from "../../ui/Field";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { useClient, useSession } from "../client";
import { describeError } from "../describeError";
import { mayArchive, mayEditTopic, mayGovern } from "../permissions";
import { urls } from "../router";
import { textOf, useSubmit } from "../useSubmit";
import { useRole } from "../useWorkspace";
import { Pane } from "./Pane";

/** What the channel is called and about, and the ways out of it. */
export function SettingsPane({ channel }: { readonly channel: Channel }) {
  const { router } = useClient();
  const session = useSession();
  const info = channel.info.value;
  const role = useRole(info.workspaceId);
  const [asking, setAsking] = useState<"archive" | "leave" | null>(null);
  const canEdit = mayEditTopic(role, info);
  const canGovern = mayGovern(role, info, session.myId);
  return (
    <Pane title={laterMessages.channelSettings.title(info.name)}>
      {canEdit ? <EditForm channel={channel} canRename={canGovern} /> : <Facts topic={info.topic} purpose={info.purpose} />}
      <div class="empty-actions">
        {info.isMember && (
          <>
            <button type="button" class="button small" onClick={() => router.open("notifications")}>
              {messages.channel.notifications}
            </button>
            <button type="button" class="button small" onClick={() => setAsking("leave")}>
              {laterMessages.channelSettings.leave}
            </button>
          </>
        )}
        {mayArchive(role, info, session.myId) && (
          <button type="button" class="button small danger" onClick={() => setAsking("archive")}>
            {laterMessages.channelSettings.archive}
          </button>
        )}
      </div>
      {asking === "archive" && (
        <ConfirmDialog
          title={laterMessages.channelSettings.archiveTitle}
          text={laterMessages.channelSettings.archiveText}
          action={laterMessages.channelSettings.archive}
          describe={describeError}
          onConfirm={async () => {
            channel.update(await updateChannel(session.http, channel.id, { archived: true }));
            router.closePanel();
          }}
          onClose={() => setAsking(null)}
        />
      )}
      {asking === "leave" && (
        <ConfirmDialog
          title={laterMessages.channelSettings.leaveTitle(info.name)}
          text={info.visibility === "private" ? laterMessages.channelSettings.leavePrivate : laterMessages.channelSettings.leavePublic}
          action={laterMessages.channelSettings.leave}
          describe={describeError}
          onConfirm={async () => {
            await removeMember(session.http, channel.id, "me");
            session.leftChannel(channel);
            router.go(urls.workspace(info.workspaceId));
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </Pane>
  );
}

function EditForm({ channel, canRename }: { readonly channel: Channel; readonly canRename: boolean }) {
  const session = useSession();
  const info = channel.info.value;
  const [isSaved, setSaved] = useState(false);
  const form = useSubmit(async (data) => {
    setSaved(false);
    const name = textOf(data, "name");
    channel.update(
      await updateChannel(session.http, channel.id, {
        ...(canRename && name !== info.name && { name }),
        ...(textOf(data, "topic") !== info.topic && { topic: textOf(data, "topic") }),
        ...(textOf(data, "purpose") !== info.purpose && { purpose: textOf(data, "purpose") }),
      }),
    );
    setSaved(true);
  });
  return (
    <form onSubmit={form.onSubmit} class="settings-form">
      {canRename && (
        <Field
          name="name"
          label={laterMessages.channelSettings.name}
          defaultValue={info.name}
          maxlength={limits.channelNameCharacters}
          required
          spellcheck={false}
          error={form.fields["name"]}
        />
      )}
      <TextAreaField
        name="topic"
        label={laterMessages.channelSettings.topic}
        hint={laterMessages.channelSettings.topicHint}
        rows={2}
        defaultValue={info.topic}
        maxlength={limits.channelTopicCharacters}
        error={form.fields["topic"]}
      />
      <TextAreaField
        name="purpose"
        label={laterMessages.channelSettings.purpose}
        hint={laterMessages.channelSettings.purposeHint}
        rows={3}
        defaultValue={info.purpose}
        maxlength={limits.channelPurposeCharacters}
        error={form.fields["purpose"]}
      />
      <ErrorText text={form.error} />
      <div class="edit-actions">
        <button type="submit" class="button small primary" disabled={form.isBusy}>
          {messages.common.save}
        </button>
        <span role="status" class="muted">
          {isSaved && laterMessages.common.saved}
        </span>
      </div>
    </form>
  );
}

function Facts({ topic, purpose }: { readonly topic: string; readonly purpose: string }) {
  return (
    <div class="settings-form">
      {topic !== "" && <p>{topic}</p>}
      {purpose !== "" && <p class="muted">{purpose}</p>}
    </div>
  );
}
