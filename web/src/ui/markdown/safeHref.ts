const allowed: readonly string[] = ["http:", "https:", "mailto:"];

/** The address as a link may have it; null for every other scheme and for what is no absolute address. */
export function safeHref(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed !== null && allowed.includes(parsed.protocol) ? parsed.href : null;
}
