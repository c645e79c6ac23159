import type { RefObject } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { Icon } from "../../ui/Icon";
import { messages } from "../../ui/messages";
import { useSession } from "../client";

interface UnreadBeyondProps {
  readonly workspaceId: string;
  /** What scrolls. */
  readonly lists: RefObject<HTMLElement | null>;
}

interface Beyond {
  readonly above: boolean;
  readonly below: boolean;
}

const nothing: Beyond = { above: false, below: false };

/** Says that something unread is above or below what is in sight of the list of conversations, and leads to it. */
export function UnreadBeyond({ workspaceId, lists }: UnreadBeyondProps) {
  const session = useSession();
  const [beyond, setBeyond] = useState(nothing);
  const unread = session.channels.joined.value
    .filter(({ info, hasNews }) => info.value.workspaceId === workspaceId && hasNews.value)
    .map(({ id }) => id)
    .join(" ");
  const folded = session.folded.names.value;
  const look = useCallback(() => {
    const list = lists.current;
    if (list !== null) {
      const next = { above: find(list, "above") !== undefined, below: find(list, "below") !== undefined };
      setBeyond((last) => (last.above === next.above && last.below === next.below ? last : next));
    }
  }, [lists]);
  useEffect(look, [look, unread, folded]);
  useEffect(() => {
    const list = lists.current;
    const resizes = new ResizeObserver(look);
    if (list !== null) {
      list.addEventListener("scroll", look, { passive: true });
      resizes.observe(list);
    }
    return () => {
      list?.removeEventListener("scroll", look);
      resizes.disconnect();
    };
  }, [lists, look]);
  const go = (side: keyof Beyond) => {
    const link = lists.current === null ? undefined : find(lists.current, side);
    link?.scrollIntoView({ block: "center" });
    link?.focus({ preventScroll: true });
  };
  return (
    <>
      {beyond.above && (
        <button type="button" class="unread-beyond above" onClick={() => go("above")}>
          <Icon name="down" size={13} /> {messages.sidebar.unreadAbove}
        </button>
      )}
      {beyond.below && (
        <button type="button" class="unread-beyond" onClick={() => go("below")}>
          <Icon name="down" size={13} /> {messages.sidebar.unreadBelow}
        </button>
      )}
    </>
  );
}

/** The nearest unread line that is out of sight. */
function find(list: HTMLElement, side: keyof Beyond): HTMLElement | undefined {
  const sight = list.getBoundingClientRect();
  const links = [...list.querySelectorAll<HTMLElement>(".sidebar-link.unread")];
  return side === "above"
    ? links.findLast((link) => link.getBoundingClientRect().bottom <= sight.top + 4)
    : links.find((link) => link.getBoundingClientRect().top >= sight.bottom - 4);
}
