import type { Notice } from "../../core/notices";
import { unreachable } from "../../core/unreachable";
import { IconButton } from "../../ui/IconButton";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { describeError } from "../describeError";

/** Says in passing what happened, at the foot of the page, and takes it back where that can be done. */
export function NoticeBar() {
  const { notices } = useSession();
  const notice = notices.current.value;
  return (
    <div role="status" class="notice-place">
      {notice !== null && (
        <div class="notice-bar">
          <span>{textOf(notice)}</span>
          {notice.kind === "all-read" && (
            <button
              type="button"
              class="link-button"
              onClick={() => {
                notice.undo();
                notices.dismiss();
              }}
            >
              {messages.common.undo}
            </button>
          )}
          <IconButton icon="close" size={16} label={messages.common.close} onClick={() => notices.dismiss()} />
        </div>
      )}
    </div>
  );
}

function textOf(notice: Notice): string {
  switch (notice.kind) {
    case "failed":
      return describeError(notice.error);
    case "link-copied":
      return messages.timeline.linkCopied;
    case "done":
      return notice.text;
    case "all-read":
      return messages.sidebar.markedAllRead(notice.count);
    default:
      return unreachable(notice);
  }
}
