import { options, type VNode } from "preact";

/** What Preact keeps of a rendering, by the names that its releases keep for the tools that look into it. */
interface Kept {
  /** Its component; nothing for what is an element of the page. */
  readonly __c?: object | null;
  readonly __k?: unknown[] | null;
}

/**
 * When a component renders by itself, the children that its parent was given go on naming its rendering of before, and with it all that it held then. What it held leads on to what came
 * later, for a rendering that was the same again shares its children. One of these would hold every message that was ever scrolled past: so what is replaced lets go of its children.
 */
export function forgetOldRenderings(): void {
  const { diffed: onDone } = options;
  const latest = new WeakMap<object, unknown[]>();
  options.diffed = (rendering: VNode & Kept) => {
    const { __c: component, __k: children } = rendering;
    if (component && children) {
      const old = latest.get(component);
      if (old && old !== children) {
        old.length = 0;
      }
      latest.set(component, children);
    }
    onDone?.(rendering);
  };
}
