import type { JSX } from "preact";
import { isPlainClick } from "../ui/plainClick";
import { useClient } from "./client";

interface LinkProps extends Omit<JSX.IntrinsicElements["a"], "href"> {
  readonly to: string;
}

/** A link inside the page. A click with a modifier opens a tab, as with any link. */
export function Link({ to, onClick, ...rest }: LinkProps) {
  const { router } = useClient();
  return (
    <a
      href={to}
      onClick={(event) => {
        onClick?.(event);
        if (!event.defaultPrevented && isPlainClick(event)) {
          event.preventDefault();
          router.go(to);
        }
      }}
      {...(rest as object)}
    />
  );
}
