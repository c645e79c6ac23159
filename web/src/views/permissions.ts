import type { ChannelDto, WorkspaceRole } from "../contracts";

/** What is offered to whom, after docs/permissions.md. The server decides; this only keeps controls away that it would refuse. */
const rank: Readonly<Record<WorkspaceRole, number>> = { guest: 0, member: 1, admin: 2, owner: 3 };

function isAtLeast(role: WorkspaceRole | undefined, least: WorkspaceRole): boolean {
  return role !== undefined && rank[role] >= rank[least];
}

export const mayAddEmoji = (role: WorkspaceRole | undefined): boolean => isAtLeast(role, "member");
export const mayDeleteOthersEmoji = (role: WorkspaceRole | undefined): boolean => isAtLeast(role, "admin");
/** Makes, changes and deletes them too, and calls them. */
export const maySeeGroups = (role: WorkspaceRole | undefined): boolean => isAtLeast(role, "member");
export const mayCreateChannels = (role: WorkspaceRole | undefined): boolean => isAtLeast(role, "member");
export const mayBrowse = (role: WorkspaceRole | undefined): boolean => isAtLeast(role, "member");
export const mayInvite = (role: WorkspaceRole | undefined): boolean => isAtLeast(role, "member");
export const mayInviteGuests = (role: WorkspaceRole | undefined): boolean => isAtLeast(role, "member");
export const mayInviteAdmins = (role: WorkspaceRole | undefined): boolean => isAtLeast(role, "admin");
export const mayStartDirect = (role: WorkspaceRole | undefined): boolean => role !== undefined;

/** Whether @channel and @here call anyone. */
export function mayMentionAll(role: WorkspaceRole | undefined, channel: ChannelDto): boolean {
  return isAtLeast(role, "member") || channel.visibility === "direct";
}

export function mayAddMembers(role: WorkspaceRole | undefined, channel: ChannelDto): boolean {
  return isAtLeast(role, "member") && channel.visibility !== "direct" && channel.isMember && channel.archivedAt === null;
}

export function mayRemoveMembers(role: WorkspaceRole | undefined, channel: ChannelDto): boolean {
  return isAtLeast(role, "admin") && channel.visibility !== "direct" && channel.isMember && channel.archivedAt === null;
}

export function mayEditTopic(role: WorkspaceRole | undefined, channel: ChannelDto): boolean {
  return isAtLeast(role, "member") && channel.visibility !== "direct" && channel.isMember && channel.archivedAt === null;
}

/** Renames, archives and restores it: who made it, and the workspace's admins and owners. */
export function mayGovern(role: WorkspaceRole | undefined, channel: ChannelDto, myId: string): boolean {
  const isCreator = channel.createdBy === myId;
  return (isAtLeast(role, "admin") || (isAtLeast(role, "member") && isCreator)) && channel.visibility !== "direct" && channel.isMember;
}

/** The channel that everyone is in is never archived. */
export function mayArchive(role: WorkspaceRole | undefined, channel: ChannelDto, myId: string): boolean {
  return mayGovern(role, channel, myId) && !channel.isDefault && channel.archivedAt === null;
}

export function mayDeleteOthersMessages(role: WorkspaceRole | undefined): boolean {
  return isAtLeast(role, "admin");
}
