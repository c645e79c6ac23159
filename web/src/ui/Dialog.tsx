import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { classNames } from "./classNames";
import { IconButton } from "./IconButton";
import { messages } from "./messages";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A modal window with a heading. It is open while it is rendered. */
export function Dialog({ title, onClose, class: extra, children }: DialogProps) {
  const titleId = useId();
  return (
    <BareDialog labelledBy={titleId} onClose={onClose} class={extra ?? ""}>
      <div class="dialog-head">
        <h2 id={titleId}>{title}</h2>
        <IconButton icon="close" label={messages.common.close} onClick={onClose} />
      </div>
      <div class="dialog-body">{children}</div>
    </BareDialog>
  );
}

interface BareDialogProps {
  readonly label?: string;
  readonly labelledBy?: string;
  readonly onClose: () => void;
  readonly class?: string;
  /** Custom properties for the style sheet, such as where it stands. */
  readonly style?: Readonly<Record<`--${string}`, string>>;
  readonly children: ComponentChildren;
}

export function BareDialog({ label, labelledBy, onClose, class: extra, style, children }: BareDialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  // Closed before it goes, and not after what is drawn instead: the browser gives the focus back, and what opens next may take it.
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      class={classNames(extra)}
      {...(style !== undefined && { style })}
      aria-label={label}
      aria-labelledby={labelledBy}
      onCancel={(event) => {
        // The owner takes it away; closing it here too would leave a closed dialog behind if the owner keeps it.
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === element.current) {
          onClose();
        }
      }}
    >
      {children}
    </dialog>
  );
}
