import { Fragment } from "preact";
import { Dialog } from "../../ui/Dialog";
import { laterMessages } from "../../ui/laterMessages";
import { isMac } from "../platform";

const macKeys: Readonly<Record<string, string>> = { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" };

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={laterMessages.shortcuts.title} onClose={onClose}>
      <dl class="shortcuts">
        {laterMessages.shortcuts.rows.map(([action, keys]) => (
          <Fragment key={action}>
            <dt>{action}</dt>
            <dd>
              {keys.map((key) => (
                <Fragment key={key}>
                  <kbd>{isMac ? (macKeys[key] ?? key) : key}</kbd>{" "}
                </Fragment>
              ))}
            </dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  );
}
