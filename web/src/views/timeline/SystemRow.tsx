import type { Channel } from "../../core/channels/channel";
import type { RowChange, TimelineRow } from "../../core/timeline/rows";
import { timeOf } from "../../core/timeline/rows";
import { unreachable } from "../../core/unreachable";
import { formatFull, formatTime } from "../../ui/format";
import { messages } from "../../ui/messages";
import { useSession } from "../client";
import { nameOf } from "../names";
import { usePeople } from "../useWorkspace";

type SystemRowData = Extract<TimelineRow, { kind: "system" }>;

/** A small line: who came and went, and what the channel is about now. */
export function SystemRow({ row, channel }: { readonly row: SystemRowData; readonly channel: Channel }) {
  const session = useSession();
  const people = usePeople(channel.info.value.workspaceId);
  const atMs = timeOf(row);
  const name = (id: string) => nameOf(id, people, session);
  const everyone = row.change.kind === "joined" && row.change.accountIds.length > mostNames ? row.change.accountIds.map(name) : null;
  return (
    <p class="system">
      <span title={everyone === null ? undefined : messages.listOf(everyone)}>{textOf(row.change, row.actorId, name)}</span>
      <time dateTime={row.at} title={formatFull(atMs)}>
        {formatTime(atMs)}
      </time>
    </p>
  );
}

/** Of more people than this the first two are named and the others counted. */
const mostNames = 3;

function textOf(change: RowChange, actorId: string, name: (accountId: string) => string): string {
  const texts = messages.timeline;
  const actor = name(actorId);
  switch (change.kind) {
    case "joined":
      return change.accountIds.includes(actorId)
        ? texts.joined(listOf(change.accountIds, name))
        : texts.added(listOf(change.accountIds, name), actor);
    case "left":
      return change.accountId === actorId ? texts.left(actor) : texts.removed(name(change.accountId), actor);
    case "renamed":
      return texts.renamed(actor, change.name);
    case "topic":
      return change.topic === "" ? texts.topicCleared(actor) : texts.topic(actor, change.topic);
    case "archived":
      return texts.archived(actor);
    case "restored":
      return texts.restored(actor);
    default:
      return unreachable(change);
  }
}

function listOf(accountIds: readonly string[], name: (accountId: string) => string): string {
  if (accountIds.length <= mostNames) {
    return messages.listOf(accountIds.map(name));
  }
  const [first = "", second = ""] = accountIds;
  return messages.listOf([name(first), name(second), messages.timeline.others(accountIds.length - 2)]);
}
