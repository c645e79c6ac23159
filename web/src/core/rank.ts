export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly unread: number;
  /** Points beside those of the letters. */
  readonly bonus?: number;
}

/** Typing what one was about to read, or was in a moment ago, should take fewer keys: worth a few letters of a match, not more. */
const unreadBonus = 4;
const recentBonus = 5;

/** The candidates that the typed letters fit, best first; without letters the unread ones, then the recent ones. */
export function rank<T extends Candidate>(
  candidates: readonly T[],
  typed: string,
  recentIds: readonly string[],
  most: number,
): readonly T[] {
  const letters = fold(typed.trim().replace(/^[#@]/, ""));
  const recency = new Map(recentIds.map((id, index) => [id, 1 - index / recentIds.length]));
  const scored: { readonly candidate: T; readonly points: number }[] = [];
  for (const candidate of candidates) {
    const fit = letters === "" ? 0 : score(fold(candidate.name), letters);
    if (fit !== null) {
      const unread = candidate.unread > 0 ? unreadBonus : 0;
      scored.push({
        candidate,
        points: fit + (candidate.bonus ?? 0) + unread * (letters === "" ? 10 : 1) + recentBonus * (recency.get(candidate.id) ?? 0),
      });
    }
  }
  scored.sort((a, b) => b.points - a.points || a.candidate.name.localeCompare(b.candidate.name));
  return scored.slice(0, most).map(({ candidate }) => candidate);
}

/** How well the letters fit in their order, null when they do not: runs and starts of words count most, length costs a little. */
export function score(name: string, letters: string): number | null {
  let points = 0;
  let run = 0;
  let next = 0;
  for (let at = 0; at < name.length && next < letters.length; at += 1) {
    if (name[at] === letters[next]) {
      run += 1;
      next += 1;
      points += run * 2 + (startsWord(name, at) ? 6 : 0);
    } else {
      run = 0;
    }
  }
  return next === letters.length ? points - name.length * 0.1 : null;
}

function startsWord(name: string, at: number): boolean {
  return at === 0 || "-_. ,".includes(name[at - 1] ?? "");
}

/** Lower case and without accents, so that "jose" finds "José". */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
