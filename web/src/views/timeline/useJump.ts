import { useSignalEffect } from "@preact/signals";
import type { Channel } from "../../core/channels/channel";
import { useSession } from "../client";
import type { Scroller } from "./Scroller";

const flashMs = 1_600;

/** Goes to the message that someone asked to see, gives it the focus and lights it up. */
export function useJump(channel: Channel, scroller: Scroller): void {
  const { jumps } = useSession();
  useSignalEffect(() => {
    const jump = jumps.asked.value;
    const { phase } = channel.messages.state.value;
    if (jump?.channelId !== channel.id || phase.name === "loading") {
      return;
    }
    if (phase.name === "ready" && channel.messages.holds(jump.seq)) {
      jumps.done(jump);
      scroller.toRow(jump.seq);
      // Once the rows around it are in the document, and once they are in their place.
      requestAnimationFrame(() => requestAnimationFrame(() => light(jump.seq)));
    } else {
      void channel.messages.openAround(jump.seq);
    }
  });
}

function light(seq: number): void {
  const row = document.querySelector<HTMLElement>(`.feed article[aria-posinset="${seq}"]`);
  row?.focus({ preventScroll: true });
  if (!window.matchMedia("(prefers-reduced-motion: reduce)").matches) {
    const { backgroundColor } = row === null ? { backgroundColor: "" } : getComputedStyle(row);
    const tint = getComputedStyle(document.documentElement).getPropertyValue("--selected");
    row?.animate([{ backgroundColor: tint }, { backgroundColor }], { duration: flashMs, easing: "ease-out" });
  }
}
