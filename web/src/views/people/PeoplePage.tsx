import { useEffect, useRef, useState } from "preact/hooks";
import { limits, type MemberDto } from "../../contracts";
import { findMembers } from "../../core/api/workspaces";
import { AvatarWithPresence } from "../../ui/Avatar";
import { ErrorText } from "../../ui/ErrorText";
import { IconButton } from "../../ui/IconButton";
import { laterMessages } from "../../ui/laterMessages";
import { messages } from "../../ui/messages";
import { StatusEmoji } from "../../ui/StatusEmoji";
import { ConnectionBanner } from "../channel/ConnectionBanner";
import { useClient, useSession } from "../client";
import { describeError } from "../describeError";
import { maySeeGroups, mayStartDirect } from "../permissions";
import { PageHead } from "../shell/PageHead";
import { usePresence } from "../usePresence";
import { usePeople, useRole } from "../useWorkspace";
import { openTalk } from "./openTalk";
import "./people.css";

interface PeoplePageProps {
  readonly workspaceId: string;
  readonly onMenu: () => void;
}

interface Found {
  readonly members: readonly MemberDto[];
  readonly cursor: string | null;
}

// Someone who types asks once they pause, not at each letter.
const typingPauseMs = 200;

/** Everyone in the workspace whom one sees, to be found by name and title. */
export function PeoplePage({ workspaceId, onMenu }: PeoplePageProps) {
  const { router } = useClient();
  const role = useRole(workspaceId);
  const [typed, setTyped] = useState("");
  const { found, error, more } = useFound(workspaceId, typed.trim());
  return (
    <main id="main" tabIndex={-1} class="main">
      <PageHead title={messages.people.title} onMenu={onMenu} />
      <ConnectionBanner />
      <div class="page" tabIndex={-1}>
        <div class="page-body">
          <div class="toolbar">
            <input
              class="filter"
              type="search"
              aria-label={laterMessages.people.search}
              placeholder={laterMessages.people.search}
              maxLength={limits.peopleSearchCharacters}
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
            {maySeeGroups(role) && (
              <button type="button" class="button" onClick={() => router.open("groups")}>
                {laterMessages.groups.title}
              </button>
            )}
          </div>
          <ErrorText text={error} />
          <p class="muted" role="status">
            {found !== null && found.members.length === 0 ? laterMessages.people.none : ""}
          </p>
          <ul class="rows people" aria-label={messages.people.title}>
            {found?.members.map((member) => (
              <PersonRow key={member.accountId} member={member} workspaceId={workspaceId} />
            ))}
          </ul>
          {found !== null && found.cursor !== null && (
            <button type="button" class="button" onClick={more}>
              {laterMessages.people.more}
            </button>
          )}
        </div>
      </div>
    </main>
  );
}

/** Whom the server finds, a page at a time. An answer that comes after a later question is dropped. */
function useFound(workspaceId: string, wanted: string) {
  const session = useSession();
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState<string | null>(null);
  const question = useRef(0);
  const ask = async (before: Found | null) => {
    question.current += 1;
    const mine = question.current;
    try {
      const page = await findMembers(session.http, workspaceId, wanted, before?.cursor ?? null);
      if (mine === question.current) {
        setFound({ members: [...(before?.members ?? []), ...page.members], cursor: page.cursor });
        setError(null);
      }
    } catch (failure) {
      if (mine === question.current) {
        setError(describeError(failure));
      }
    }
  };
  useEffect(() => {
    const timer = setTimeout(() => void ask(null), found === null ? 0 : typingPauseMs);
    return () => clearTimeout(timer);
  }, [workspaceId, wanted]);
  return { found, error, more: () => void ask(found) };
}

function PersonRow({ member, workspaceId }: { readonly member: MemberDto; readonly workspaceId: string }) {
  const { router } = useClient();
  const session = useSession();
  const role = useRole(workspaceId);
  const status = usePresence(member.accountId, workspaceId);
  // What changes while the page is open comes by the event stream.
  const shown = usePeople(workspaceId).get(member.accountId) ?? member;
  const isMe = shown.accountId === session.myId;
  return (
    <li>
      <AvatarWithPresence id={shown.accountId} name={shown.displayName} url={shown.avatarUrl} size={40} status={status} />
      <span class="row-text">
        <button
          type="button"
          class="person-name"
          title={messages.people.show(shown.displayName)}
          onClick={() => router.openPerson(shown.accountId)}
        >
          {shown.displayName}
          {isMe && ` (${messages.common.you})`}
        </button>
        <StatusEmoji status={shown.status} />
        <small>
          {[`@${shown.username}`, laterMessages.members.roles[shown.role], messages.presence[status], shown.title]
            .filter((part) => part !== null)
            .join(" · ")}
        </small>
      </span>
      {!isMe && mayStartDirect(role) && (
        <IconButton
          icon="pen"
          label={laterMessages.members.message(shown.displayName)}
          onClick={() => void openTalk({ session, router }, workspaceId, shown.accountId)}
        />
      )}
    </li>
  );
}
