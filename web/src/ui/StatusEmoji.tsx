import type { StatusDto } from "../contracts";

/** Where a status is words alone. */
const speech = "💬";

/** What someone says of themselves at the moment, by its emoji; the words are its text. */
export function StatusEmoji({ status }: { readonly status: StatusDto | null | undefined }) {
  if (status == null) {
    return null;
  }
  const emoji = status.emoji ?? speech;
  return (
    <span class="status-emoji" role="img" aria-label={status.text || emoji} title={status.text}>
      {emoji}
    </span>
  );
}
