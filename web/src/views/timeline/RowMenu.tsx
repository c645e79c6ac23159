import { useRef } from "preact/hooks";
import { deletePin, putPin } from "../../core/api/messages";
import type { Channel } from "../../core/channels/channel";
import type { KnownMessage } from "../../core/channels/timelineItem";
import { quoteOf } from "../../core/links/messageAddress";
import { BareDialog } from "../../ui/Dialog";
import { Icon, type IconName } from "../../ui/Icon";
import { messages } from "../../ui/messages";
import { placeBeside } from "../../ui/placeBeside";
import { useSession } from "../client";
import { mayDeleteOthersMessages } from "../permissions";
import { urls } from "../router";
import { useRole } from "../useWorkspace";
import type { TimelineActions } from "./timelineActions";
import "./rowMenu.css";

interface RowMenuProps {
  readonly message: KnownMessage;
  /** What it stands beside. */
  readonly anchor: DOMRect;
  readonly channel: Channel;
  readonly actions: TimelineActions;
}

interface Choice {
  readonly icon: IconName;
  readonly label: string;
  readonly run: () => void;
}

const width = 232;
const touch = window.matchMedia("(pointer: coarse)");

/** What is done with a message less often. */
export function RowMenu({ message, anchor, channel, actions }: RowMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const choices = useChoices(message, channel, actions);
  // As the style sheet has them: 12 px are its border and padding.
  const height = choices.length * (touch.matches ? 44 : 32) + 12;
  const close = () => actions.stopOffering();
  return (
    <BareDialog label={messages.timeline.more} class="row-menu" style={placeBeside(anchor, width, height)} onClose={close}>
      <div
        ref={menu}
        role="menu"
        tabIndex={-1}
        aria-label={messages.timeline.more}
        onKeyDown={(event) => {
          const to = moved(event.key, choicesOf(menu.current).indexOf(document.activeElement as HTMLElement), choices.length);
          if (to !== null) {
            event.preventDefault();
            focusChoice(menu.current, to);
          } else if (event.key === "Tab") {
            event.preventDefault();
            close();
          }
        }}
      >
        {choices.map(({ icon, label, run }, index) => (
          <button
            key={label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            autofocus={index === 0}
            onClick={(event) => {
              // At once, so that the focus is back in the row: what opens takes it from there.
              event.currentTarget.closest("dialog")?.close();
              close();
              run();
            }}
          >
            <Icon name={icon} size={16} /> {label}
          </button>
        ))}
      </div>
    </BareDialog>
  );
}

function useChoices(message: KnownMessage, channel: Channel, actions: TimelineActions): readonly Choice[] {
  const { myId, http, notices } = useSession();
  const info = channel.info.value;
  const role = useRole(info.workspaceId);
  const isMine = message.authorId === myId;
  const canWrite = info.isMember && info.archivedAt === null;
  const link = window.location.origin + urls.placeOf(info.workspaceId, message);
  const isPinned = message.pinnedBy !== null;
  const pin: Choice = {
    icon: "pin",
    label: isPinned ? messages.pins.unpin : messages.pins.pin,
    run: () => {
      (isPinned ? deletePin : putPin)(http, channel.id, message.seq).catch((error: unknown) => notices.show({ kind: "failed", error }));
    },
  };
  const copyLink: Choice = {
    icon: "link",
    label: messages.timeline.copyLink,
    run: () => {
      void navigator.clipboard.writeText(link);
      notices.show({ kind: "link-copied" });
    },
  };
  const quote: Choice = { icon: "quote", label: messages.timeline.quote, run: () => actions.quote(quoteOf(message.text, link)) };
  const copyText: Choice = {
    icon: "copy",
    label: messages.timeline.copyText,
    run: () => void navigator.clipboard.writeText(message.text),
  };
  const markUnread: Choice = { icon: "mark", label: messages.timeline.markUnread, run: () => actions.markUnread(message.seq) };
  const edit: Choice = { icon: "pen", label: messages.timeline.edit, run: () => actions.edit(message.seq) };
  const remove: Choice = { icon: "bin", label: messages.common.delete, run: () => actions.askToDelete(message) };
  const canCopy = "clipboard" in navigator;
  return [
    ...(actions.canQuote ? [quote] : []),
    ...(canCopy ? [copyLink] : []),
    ...(canCopy && message.text !== "" ? [copyText] : []),
    ...(canWrite ? [pin] : []),
    ...(actions.canMarkUnread ? [markUnread] : []),
    ...(isMine && canWrite ? [edit] : []),
    ...((isMine || mayDeleteOthersMessages(role)) && canWrite ? [remove] : []),
  ];
}

/** Where the key leads from a choice, around the ends; null: nowhere. */
function moved(key: string, from: number, count: number): number | null {
  switch (key) {
    case "ArrowDown":
      return (from + 1) % count;
    case "ArrowUp":
      return (from + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}

function choicesOf(menu: HTMLElement | null): readonly HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
}

function focusChoice(menu: HTMLElement | null, index: number): void {
  choicesOf(menu)[index]?.focus({ preventScroll: true });
}
