import { useEffect, useState } from "preact/hooks";
import type { ChannelNotificationsDto, NotificationLevel, NotificationSettingsDto } from "../../contracts";
import { getNotifications, putChannelNotifications } from "../../core/api/attention";
import type { Channel } from "../../core/channels/channel";
import { Dialog } from "../../ui/Dialog";
import { ErrorText } from "../../ui/ErrorText";
import { laterMessages } from "../../ui/laterMessages";
import { useClient, useSession } from "../client";
import { placeOf } from "../names";
import { useSubmit } from "../useSubmit";
import { usePeople } from "../useWorkspace";
import { LevelField } from "./LevelField";
import "./attention.css";

const levels: readonly NotificationLevel[] = ["default", "everything", "mentions", "nothing"];

/** What notifies in the channel of the address. */
export function ChannelNotificationsDialog({ onClose }: { readonly onClose: () => void }) {
  const { router } = useClient();
  const session = useSession();
  const { route } = router.location.value;
  const channel = route.name === "channel" ? session.channels.all.value.get(route.channelId) : undefined;
  return channel?.info.value.isMember ? <ChannelForm channel={channel} onClose={onClose} /> : null;
}

function ChannelForm({ channel, onClose }: { readonly channel: Channel; readonly onClose: () => void }) {
  const session = useSession();
  const info = channel.info.value;
  const people = usePeople(info.workspaceId);
  const [choice, setChoice] = useState<ChannelNotificationsDto>(channel.notifications.peek());
  const [everywhere, setEverywhere] = useState<NotificationSettingsDto["level"]>("mentions");
  useEffect(() => {
    getNotifications(session.http).then(
      ({ level }) => setEverywhere(level),
      () => {
        // It says what holds for most.
      },
    );
  }, [session]);
  const form = useSubmit(async () => {
    channel.notify(await putChannelNotifications(session.http, channel.id, choice));
    session.notificationsChanged();
    onClose();
  });
  const labelOf = (level: NotificationLevel) =>
    level === "default"
      ? laterMessages.channelNotifications.levels.default(laterMessages.notifications.levels[everywhere])
      : laterMessages.channelNotifications.levels[level];
  return (
    <Dialog title={laterMessages.channelNotifications.title(placeOf(info, people, session))} onClose={onClose}>
      <form onSubmit={form.onSubmit}>
        <LevelField
          legend={laterMessages.channelNotifications.level}
          levels={levels}
          labelOf={labelOf}
          hint={laterMessages.channelNotifications.mutedHint}
          value={choice.level}
          onChange={(level) => setChoice({ ...choice, level })}
        />
        <label class="choice">
          <input
            type="checkbox"
            name="ignoresEveryone"
            checked={choice.ignoresEveryone}
            onChange={(event) => setChoice({ ...choice, ignoresEveryone: event.currentTarget.checked })}
          />
          <span>{laterMessages.channelNotifications.ignoresEveryone}</span>
        </label>
        <ErrorText text={form.error} />
        <div class="dialog-actions">
          <button type="submit" class="button primary" disabled={form.isBusy}>
            {laterMessages.channelNotifications.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
