import { useState } from "preact/hooks";
import type { PresenceStatus } from "../contracts";
import { messages } from "./messages";

interface AvatarProps {
  readonly id: string;
  readonly name: string;
  /** The picture, over the initials; null: none. */
  readonly url: string | null;
  readonly size?: number;
}

export function Avatar({ id, name, url, size = 36 }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <span class="avatar" aria-hidden="true" style={{ "--hue": String(hueOf(id)), "--size": `${size}px` }}>
      {initials(name)}
      {url !== null && url !== broken && (
        <img src={url} alt="" width={size} height={size} decoding="async" draggable={false} onError={() => setBroken(url)} />
      )}
    </span>
  );
}

export function AvatarWithPresence({ status, ...avatar }: AvatarProps & { readonly status: PresenceStatus | "dnd" }) {
  return (
    <span class="with-presence">
      <Avatar {...avatar} />
      <i class={`presence ${status}`} {...(status === "dnd" && { role: "img", "aria-label": messages.presence.dnd })} />
    </span>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s._-]+/).filter((word) => word !== "");
  const letters = words.length > 1 ? [words[0], words.at(-1)].map((word) => [...(word ?? "")][0]) : [...(words[0] ?? "?")].slice(0, 2);
  return letters.join("").toUpperCase();
}

/** The same for an account wherever and whenever it is shown. */
function hueOf(id: string): number {
  let hash = 0;
  for (const character of id) {
    hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  }
  return hash % 360;
}
