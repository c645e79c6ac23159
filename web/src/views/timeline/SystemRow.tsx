import type { Channel } from "../../core/channels/channel";
import type { SystemChange } from "../../core/channels/timelineItem";
import type { TimelineRow } from "../../core/timeline/rows";
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
  return (
    <p class="system">
      <span>{textOf(row.change, row.actorId, (id) => nameOf(id, people, session))}</span>
      <time dateTime={row.at} title={formatFull(atMs)}>
        {formatTime(atMs)}
      </time>
    </p>
  );
}

function textOf(change: SystemChange, actorId: string, name: (accountId: string) => string): string {
  const texts = messages.timeline;
  const actor = name(actorId);
  switch (change.kind) {
    case "joined":
      return change.accountId === actorId ? texts.joined(actor) : texts.added(name(change.accountId), actor);
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
