import { useClient } from "../client";
import { lazy, preloadWhenIdle } from "../lazy";
import type { Panel } from "../router";

const Switcher = lazy(async () => (await import("../dialogs/Switcher")).Switcher);
const NewChannelDialog = lazy(async () => (await import("../dialogs/NewChannelDialog")).NewChannelDialog);
const NewMessageDialog = lazy(async () => (await import("../dialogs/NewMessageDialog")).NewMessageDialog);
const InviteDialog = lazy(async () => (await import("../dialogs/InviteDialog")).InviteDialog);
const EmojiDialog = lazy(async () => (await import("../emoji/EmojiDialog")).EmojiDialog);
const GroupsDialog = lazy(async () => (await import("../groups/GroupsDialog")).GroupsDialog);
const ShortcutsDialog = lazy(async () => (await import("../dialogs/ShortcutsDialog")).ShortcutsDialog);

const StatusDialog = lazy(async () => (await import("../attention/StatusDialog")).StatusDialog);
const ChannelNotificationsDialog = lazy(async () => (await import("../attention/ChannelNotificationsDialog")).ChannelNotificationsDialog);

interface PanelsProps {
  readonly panel: Panel | null;
  readonly workspaceId: string | null;
}

/** The windows that the address asks for. What stands beside a channel belongs to the channel's view. */
export function Panels({ panel, workspaceId }: PanelsProps) {
  const { router } = useClient();
  const close = () => router.closePanel();
  if (panel === "shortcuts") {
    return <ShortcutsDialog onClose={close} />;
  }
  if (panel === "status") {
    return <StatusDialog onClose={close} />;
  }
  if (workspaceId === null) {
    return null;
  }
  switch (panel) {
    case "jump":
      return <Switcher workspaceId={workspaceId} onClose={close} />;
    case "new-channel":
      return <NewChannelDialog workspaceId={workspaceId} onClose={close} />;
    case "new-message":
      return <NewMessageDialog workspaceId={workspaceId} onClose={close} />;
    case "emoji":
      return <EmojiDialog workspaceId={workspaceId} onClose={close} />;
    case "groups":
      return <GroupsDialog workspaceId={workspaceId} onClose={close} />;
    case "invite":
      return <InviteDialog workspaceId={workspaceId} onClose={close} />;
    case "notifications":
      return <ChannelNotificationsDialog onClose={close} />;
    default:
      return null;
  }
}

export function preloadPanels(): void {
  preloadWhenIdle(Switcher);
}
