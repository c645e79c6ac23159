import type { ComponentType, FunctionComponent, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { messages } from "../ui/messages";

type Loaded<P> = { readonly name: "loading" } | { readonly name: "ready"; readonly View: ComponentType<P> } | { readonly name: "gone" };

/** A view whose code is fetched when it is first shown. After an update of the server the file may be gone; then the page asks to be loaded again. */
export function lazy<P extends object>(load: () => Promise<FunctionComponent<P>>): FunctionComponent<P> & { readonly preload: () => void } {
  let known: FunctionComponent<P> | null = null;
  const fetchOnce = async () => {
    known ??= await load();
    return known;
  };
  function Lazy(props: P): VNode | null {
    const [state, setState] = useState<Loaded<P>>(() => (known === null ? { name: "loading" } : { name: "ready", View: known }));
    useEffect(() => {
      fetchOnce().then(
        (View) => setState({ name: "ready", View }),
        () => setState({ name: "gone" }),
      );
    }, []);
    switch (state.name) {
      case "loading":
        return null;
      case "ready":
        return <state.View {...props} />;
      case "gone":
        return <NewVersion />;
    }
  }
  return Object.assign(Lazy, {
    preload: () => {
      fetchOnce().catch(() => {
        // The view says so when it is shown.
      });
    },
  });
}

/** Fetches what is opened by a key or press that expects it at once, while nothing else is to do. */
export function preloadWhenIdle(...views: readonly { readonly preload: () => void }[]): void {
  const whenIdle = window.requestIdleCallback ?? ((action: () => void) => setTimeout(action, 1_000));
  for (const view of views) {
    whenIdle(view.preload);
  }
}

function NewVersion() {
  return (
    <div class="notice" role="alert">
      {messages.errors.newVersion}
      <button type="button" class="button small" onClick={() => window.location.reload()}>
        {messages.errors.reload}
      </button>
    </div>
  );
}
