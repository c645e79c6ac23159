import { useEffect, useState } from "preact/hooks";
import { minutesAhead } from "../../core/people/localTime";
import { AvatarWithPresence } from "../../ui/Avatar";
import { Dialog } from "../../ui/Dialog";
import { formatUntil } from "../../ui/formatUntil";
import { Icon } from "../../ui/Icon";
import { laterMessages } from "../../ui/laterMessages";
import { formatTime } from "../../ui/locale";
import { messages } from "../../ui/messages";
import { useClient, useSession } from "../client";
import { Link } from "../Link";
import { mayStartDirect } from "../permissions";
import { urls } from "../router";
import { usePresence } from "../usePresence";
import { usePeople, useRole } from "../useWorkspace";
import { openTalk } from "./openTalk";
import "./people.css";

interface PersonCardProps {
  readonly workspaceId: string;
  readonly accountId: string;
  readonly onClose: () => void;
}

/** Who someone is, and the way to talk with them. */
export function PersonCard({ workspaceId, accountId, onClose }: PersonCardProps) {
  const { router } = useClient();
  const session = useSession();
  const role = useRole(workspaceId);
  const person = usePeople(workspaceId).get(accountId);
  const status = usePresence(accountId, workspaceId);
  const isMe = accountId === session.myId;
  if (person === undefined) {
    return (
      <Dialog title={messages.channel.unknownPerson} onClose={onClose} class="person-card">
        <p class="muted">{laterMessages.people.unknown}</p>
      </Dialog>
    );
  }
  return (
    <Dialog title={person.displayName} onClose={onClose} class="person-card">
      <div class="person-face">
        <AvatarWithPresence id={accountId} name={person.displayName} url={person.avatarUrl} size={96} status={status} />
      </div>
      <p class="person-names">
        @{person.username}
        {isMe && ` (${messages.common.you})`}
        {person.pronouns !== null && ` · ${person.pronouns}`}
      </p>
      {person.status !== null && (
        <p class="person-status" dir="auto">
          {person.status.emoji} {person.status.text}
          {person.status.endsAt !== null && <small>{laterMessages.status.until(formatUntil(person.status.endsAt))}</small>}
        </p>
      )}
      {person.title !== null && <p dir="auto">{person.title}</p>}
      <dl>
        <dt>{laterMessages.people.presence}</dt>
        <dd>
          {messages.presence[status]}
          {status !== "offline" &&
            person.availability?.endsAt != null &&
            ` · ${laterMessages.status.until(formatUntil(person.availability.endsAt))}`}
        </dd>
        <dt>{laterMessages.people.role}</dt>
        <dd>{laterMessages.members.roles[person.role]}</dd>
        {person.timeZone !== null && <TimeThere timeZone={person.timeZone} isMe={isMe} />}
      </dl>
      <div class="dialog-actions">
        {isMe ? (
          <Link class="button" to={urls.account("profile")}>
            {laterMessages.people.editOwn}
          </Link>
        ) : (
          mayStartDirect(role) && (
            <button type="button" class="button primary" onClick={() => void openTalk({ session, router }, workspaceId, accountId)}>
              <Icon name="pen" size={16} /> {laterMessages.people.message}
            </button>
          )
        )}
      </div>
    </Dialog>
  );
}

const tickMs = 10_000;

function TimeThere({ timeZone, isMe }: { readonly timeZone: string; readonly isMe: boolean }) {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  const ahead = minutesAhead(timeZone, nowMs);
  if (ahead === null) {
    return null;
  }
  const time = formatTime(nowMs, timeZone);
  return (
    <>
      <dt>{laterMessages.people.localTime}</dt>
      <dd>{isMe ? time : laterMessages.people.timeThere(time, ahead)}</dd>
    </>
  );
}
