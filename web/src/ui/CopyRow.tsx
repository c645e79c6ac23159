import { useState } from "preact/hooks";
import { laterMessages } from "./laterMessages";

/** A value to take elsewhere, with a button that copies it. */
export function CopyRow({ label, value }: { readonly label: string; readonly value: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <div class="copy-row">
      <input readOnly aria-label={label} value={value} onFocus={(event) => event.currentTarget.select()} />
      {/* Without TLS the browser has no clipboard for pages; the text can be selected and copied by hand. */}
      {"clipboard" in navigator && (
        <button type="button" class="button primary" onClick={() => void copy()}>
          <span aria-live="polite">{isCopied ? laterMessages.common.copied : laterMessages.common.copy}</span>
        </button>
      )}
    </div>
  );
}
