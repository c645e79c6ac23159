import type { ComponentChildren, JSX } from "preact";
import { classNames } from "./classNames";
import { Icon, type IconName } from "./Icon";

interface IconButtonProps extends Omit<JSX.IntrinsicElements["button"], "label" | "icon"> {
  readonly icon: IconName;
  readonly label: string;
  readonly size?: number;
  readonly class?: string;
  readonly children?: ComponentChildren;
}

export function IconButton({ icon, label, size = 18, class: extra, children, ...rest }: IconButtonProps) {
  return (
    <button type="button" class={classNames("icon-button", extra)} aria-label={label} title={label} {...rest}>
      <Icon name={icon} size={size} />
      {children}
    </button>
  );
}
