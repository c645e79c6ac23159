import { useState } from "preact/hooks";
import { limits } from "../../contracts";
import { createChannel } from "../../core/api/channels";
import { Dialog } from "../../ui/Dialog";
import { ErrorText } from "../../ui/ErrorText";
import { Field } from "../../ui/Field";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { useClient, useSession } from "../client";
import { urls } from "../router";
import { textOf, useSubmit } from "../useSubmit";

interface NewChannelDialogProps {
  readonly workspaceId: string;
  readonly onClose: () => void;
}

export function NewChannelDialog({ workspaceId, onClose }: NewChannelDialogProps) {
  const { router } = useClient();
  const session = useSession();
  const [name, setName] = useState("");
  const form = useSubmit(async (data) => {
    const channel = await createChannel(session.http, workspaceId, {
      name: textOf(data, "name"),
      topic: textOf(data, "topic"),
      visibility: textOf(data, "visibility") === "private" ? "private" : "public",
    });
    session.channels.put(channel);
    router.replace(urls.channel(workspaceId, channel.id));
  });
  return (
    <Dialog title={laterMessages.newChannel.title} onClose={onClose}>
      <form onSubmit={form.onSubmit}>
        <Field
          name="name"
          label={laterMessages.newChannel.name}
          hint={laterMessages.newChannel.nameHint}
          value={name}
          // A space is what people type between words; the name has a dash there.
          onInput={(value) => setName(value.replace(/\s+/gu, "-"))}
          maxlength={limits.channelNameCharacters}
          required
          autofocus
          autocomplete="off"
          spellcheck={false}
          autocapitalize="none"
          error={form.fields["name"]}
        />
        <Field
          name="topic"
          label={`${laterMessages.newChannel.topic} (${laterMessages.common.optional})`}
          hint={laterMessages.newChannel.topicHint}
          maxlength={limits.channelTopicCharacters}
          autocomplete="off"
          error={form.fields["topic"]}
        />
        <fieldset class="choices">
          <legend class="hidden-text">{laterMessages.newChannel.visibility}</legend>
          <VisibilityChoice value="public" label={laterMessages.newChannel.public} hint={laterMessages.newChannel.publicHint} isChosen />
          <VisibilityChoice
            value="private"
            label={laterMessages.newChannel.private}
            hint={laterMessages.newChannel.privateHint}
            isChosen={false}
          />
        </fieldset>
        <ErrorText text={form.error} />
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            {messages.common.cancel}
          </button>
          <button type="submit" class="button primary" disabled={form.isBusy}>
            {laterMessages.newChannel.submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface VisibilityChoiceProps {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
  readonly isChosen: boolean;
}

function VisibilityChoice({ value, label, hint, isChosen }: VisibilityChoiceProps) {
  return (
    <label class="choice">
      <input type="radio" name="visibility" value={value} defaultChecked={isChosen} />
      <span>
        <b>{label}</b>
        <br />
        <span class="muted">{hint}</span>
      </span>
    </label>
  );
}
