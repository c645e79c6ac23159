import type { Channel } from "../../core/channels/channel";
import { messages } from "../../ui/messages";
import { useClient, useSession } from "../client";
import { nameOf, partnersOf } from "../names";
import { mayAddMembers, mayEditTopic } from "../permissions";
import { usePeople, useRole } from "../useWorkspace";

/** What stands above the first message: what this place is for, and while it is empty what to do next. */
export function StartCard({ channel, hasMessages }: { readonly channel: Channel; readonly hasMessages: boolean }) {
  const { router } = useClient();
  const session = useSession();
  const info = channel.info.value;
  const people = usePeople(info.workspaceId);
  const role = useRole(info.workspaceId);
  if (info.visibility === "direct") {
    const partners = partnersOf(info, session.myId);
    const isSelf = partners[0] === session.myId;
    const names = messages.listOf(partners.map((id) => nameOf(id, people, session)));
    return (
      <div class="start-card">
        <h2>{isSelf ? messages.channel.startSelf : messages.channel.startDirect(names)}</h2>
        <p>{isSelf ? messages.channel.startSelfText : messages.channel.firstMessage}</p>
      </div>
    );
  }
  return (
    <div class="start-card">
      <h2>{messages.channel.startTitle(info.name)}</h2>
      <p>{info.purpose === "" ? messages.channel.startText : info.purpose}</p>
      {!hasMessages && info.isMember && <p>{messages.channel.firstMessage}</p>}
      <div class="empty-actions">
        {mayAddMembers(role, info) && (
          <button type="button" class="button small" onClick={() => router.open("members")}>
            {messages.channel.addPeople}
          </button>
        )}
        {mayEditTopic(role, info) && info.topic === "" && (
          <button type="button" class="button small" onClick={() => router.open("settings")}>
            {messages.channel.setTopic}
          </button>
        )}
      </div>
    </div>
  );
}
