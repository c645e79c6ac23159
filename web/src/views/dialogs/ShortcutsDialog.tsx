import { Fragment } from "preact";
import { Dialog } from "../../ui/Dialog";
import { messages } from "../../ui/messages";
import { isMac } from "../platform";

const macKeys: Readonly<Record<string, string>> = { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" };

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={messages.shortcuts.title} onClose={onClose}>
      <dl class="shortcuts">
        {messages.shortcuts.rows.map(([action, keys]) => (
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
