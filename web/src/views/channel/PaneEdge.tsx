import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { accountPrefix, trySet } from "../../core/local/store";
import { laterMessages } from "../../ui/laterMessages";
import { useClient, useSession } from "../client";
import "./paneEdge.css";

const leastPixels = 280;
const mostOfWindow = 0.6;
const stepPixels = 24;

/** The edge of what stands beside the messages: dragged, or moved with the arrow keys, it makes it wider, and it stays so on this device. */
export function PaneEdge({ name }: { /** Each kind of pane has a width of its own. */ readonly name: string }) {
  const { store } = useClient();
  const key = `${accountPrefix(useSession().myId)}width.${name}`;
  const edge = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(() => Number(store.getItem(key)) || null);
  const [width, setWidth] = useState(leastPixels);
  const most = Math.round(window.innerWidth * mostOfWindow);
  useLayoutEffect(() => {
    const pane = edge.current?.parentElement;
    if (pane != null) {
      pane.style.setProperty("--pane-width", chosen === null ? null : `${chosen}px`);
      setWidth(Math.round(pane.getBoundingClientRect().width));
    }
  }, [chosen]);
  const choose = (pixels: number) => {
    const next = Math.round(Math.min(most, Math.max(leastPixels, pixels)));
    setChosen(next);
    return next;
  };
  const keep = (pixels: number | null) => {
    if (pixels !== null) {
      trySet(store, key, String(pixels));
    }
  };
  /** 1 where the pane is on the right. */
  const forward = () => (edge.current !== null && getComputedStyle(edge.current).direction === "rtl" ? -1 : 1);
  return (
    <div
      ref={edge}
      class="pane-edge"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={laterMessages.pane.width}
      aria-valuenow={width}
      aria-valuemin={leastPixels}
      aria-valuemax={most}
      onKeyDown={(event) => {
        const step = event.key === "ArrowLeft" ? stepPixels : event.key === "ArrowRight" ? -stepPixels : 0;
        if (step !== 0) {
          event.preventDefault();
          keep(choose(width + step * forward()));
        }
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        const { currentTarget: target } = event;
        if (target.hasPointerCapture(event.pointerId) && target.parentElement !== null) {
          const { left, right } = target.parentElement.getBoundingClientRect();
          choose(forward() === 1 ? right - event.clientX : event.clientX - left);
        }
      }}
      // Once, and not at every pixel on the way.
      onLostPointerCapture={() => keep(chosen)}
      onDblClick={() => {
        store.removeItem(key);
        setChosen(null);
      }}
    />
  );
}
