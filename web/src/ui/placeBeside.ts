const gap = 6;

/** Above an element or below it, at its end, inside the window: for the style sheet. */
export function placeBeside(anchor: DOMRect, width: number, height: number): Readonly<Record<`--${string}`, string>> {
  const top = anchor.top - height - gap > 0 ? anchor.top - height - gap : anchor.bottom + gap;
  return {
    "--left": `${Math.max(gap, Math.min(anchor.right - width, window.innerWidth - width - gap))}px`,
    "--top": `${Math.max(gap, Math.min(top, window.innerHeight - height - gap))}px`,
  };
}
