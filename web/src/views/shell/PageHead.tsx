import type { ComponentChildren } from "preact";
import { IconButton } from "../../ui/IconButton";
import { messages } from "../../ui/messages";

interface PageHeadProps {
  readonly title: ComponentChildren;
  readonly onMenu: () => void;
  readonly children?: ComponentChildren;
}

/** The bar at the top of a page; on a phone with the button that opens the conversations. */
export function PageHead({ title, onMenu, children }: PageHeadProps) {
  return (
    <header class="head">
      <IconButton icon="menu" label={messages.sidebar.open} class="menu-button" onClick={onMenu} />
      <h1>{title}</h1>
      {children}
    </header>
  );
}
