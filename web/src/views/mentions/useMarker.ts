import { useMemo } from "preact/hooks";
import type { MessageMentions } from "../../contracts";
import { isCalled } from "../../core/mentions/isCalled";
import { callsAll, type MentionToken, mentionTokens } from "../../core/mentions/mentionTokens";
import type { Marker } from "../../ui/markdown/withMarks";
import { useSession } from "../client";
import type { MembersById } from "../names";
import { usePeople } from "../useWorkspace";

/** Marks the names of a message that call someone: those that the server says, and no other. undefined: it calls nobody. */
export function useMarker(mentions: MessageMentions | null, workspaceId: string): Marker | undefined {
  const { myId, me } = useSession();
  const people = usePeople(workspaceId);
  const { username } = me.value.account;
  return useMemo(() => {
    if (mentions === null) {
      return undefined;
    }
    const called = calledNames(mentions, people, myId, username);
    return (text: string) =>
      mentionTokens(text).flatMap((token) => {
        const name = nameOf(token, mentions, called);
        const isMine = name === username || (callsAll(token) !== null && isCalled({ ...mentions, accountIds: null }, myId));
        return name === null ? [] : [{ from: token.from, to: token.from + 1 + name.length, isMine }];
      });
  }, [mentions, people, myId, username]);
}

function calledNames({ accountIds }: MessageMentions, people: MembersById, myId: string, username: string): ReadonlySet<string> {
  const names = (accountIds ?? []).map((id) => (id === myId ? username : people.get(id)?.username));
  return new Set(names.filter((name) => name !== undefined));
}

function nameOf(token: MentionToken, mentions: MessageMentions, called: ReadonlySet<string>): string | null {
  const all = callsAll(token);
  if (all !== null) {
    return mentions.channel || (all === "here" && mentions.here !== null) ? all : null;
  }
  return token.names.find((name) => called.has(name)) ?? null;
}
