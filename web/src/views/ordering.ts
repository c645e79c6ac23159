import type { Channel } from "../core/channels/channel";

export interface Conversations {
  /** Public and private channels, by name. */
  readonly channels: readonly Channel[];
  /** Direct channels, the one with the newest message first. */
  readonly direct: readonly Channel[];
}

export function conversationsOf(joined: readonly Channel[], workspaceId: string): Conversations {
  const here = joined.filter(({ info }) => info.value.workspaceId === workspaceId && info.value.archivedAt === null);
  const isDirect = (channel: Channel) => channel.info.value.visibility === "direct";
  return {
    channels: here
      .filter((channel) => !isDirect(channel))
      .sort((a, b) => a.info.value.name.localeCompare(b.info.value.name, undefined, { numeric: true })),
    direct: here.filter(isDirect).sort((a, b) => newest(b).localeCompare(newest(a))),
  };
}

function newest(channel: Channel): string {
  return channel.lastMessageAt.value ?? channel.info.value.createdAt;
}
