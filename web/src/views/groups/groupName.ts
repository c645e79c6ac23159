import { limits } from "../../contracts";

/** What was typed as the name of a group, as it is kept. */
export function groupNameOf(typed: string): string {
  return typed.trim().replace(/^@/, "").toLowerCase();
}

/** As far as can be told here: words that call everyone, and names of people, are the server's to refuse. */
export function isGroupName(name: string): boolean {
  const isLong = name.length >= limits.groupNameMinCharacters && name.length <= limits.groupNameCharacters;
  return isLong && /^[a-z0-9][a-z0-9._-]*[a-z0-9]$/.test(name);
}
