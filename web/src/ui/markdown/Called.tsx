import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { isPlainClick } from "../plainClick";
import type { Marked } from "./withMarks";

/** Whether the names in a text are stops of the Tab key. In a timeline those of one message are, as with all that can be done with it. */
export const MarkStops = createContext(true);

/** A name that calls someone, or a group. It leads to who that is; a link, so that it is selected and copied with the text around it. */
export function Called({ value, isMine, target }: Marked) {
  const isStop = useContext(MarkStops);
  const look = isMine ? "called me" : "called";
  return target === null ? (
    <span class={look}>{value}</span>
  ) : (
    <a
      class={look}
      href={target.href}
      title={target.title ?? undefined}
      tabIndex={isStop ? 0 : -1}
      onClick={(event) => {
        if (isPlainClick(event)) {
          event.preventDefault();
          target.show();
        }
      }}
    >
      {value}
    </a>
  );
}
