import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { IconButton } from "../../ui/IconButton";
import { messages } from "../../ui/messages";
import { useClient } from "../client";
import { PaneEdge } from "./PaneEdge";

/** What stands beside the messages; on a phone over them. */
export function Pane({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  const { router } = useClient();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <aside class="pane" aria-labelledby={id}>
      <PaneEdge name="pane" />
      <div class="pane-head">
        <h2 id={id} ref={heading} tabIndex={-1} class="clip">
          {title}
        </h2>
        <IconButton icon="close" label={messages.common.close} onClick={() => router.closePanel()} />
      </div>
      <div class="pane-body">{children}</div>
    </aside>
  );
}
