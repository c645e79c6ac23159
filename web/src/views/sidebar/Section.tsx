import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "../../ui/Icon";
import { useSession } from "../client";
import "./sidebar.css";

interface SectionProps {
  /** What it is called on this device. */
  readonly name: string;
  readonly title: string;
  readonly action: ComponentChildren;
  /** What is left of it when it is folded up. */
  readonly shownFolded: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A part of the sidebar that folds up, and stays so on this device. */
export function Section({ name, title, action, shownFolded, children }: SectionProps) {
  const { folded } = useSession();
  const id = useId();
  const isFolded = folded.names.value.has(name);
  return (
    <>
      <div class="sidebar-heading">
        <h2>
          <button type="button" class="section-fold" id={id} aria-expanded={!isFolded} onClick={() => folded.toggle(name)}>
            <Icon name="fold" size={12} /> {title}
          </button>
        </h2>
        {action}
      </div>
      <ul aria-labelledby={id}>{isFolded ? shownFolded : children}</ul>
    </>
  );
}
