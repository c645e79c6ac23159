using System.Text.Json;
using Parley.Contracts;
using Parley.Realtime.Ports;

namespace Parley.Modules.Workspaces;

/// <summary>Tells the open clients of an account, and of those who see it, that what is shown of it changed.</summary>
public sealed class AccountChanges(MeChanges meChanges, IWorkspaceStore workspaces, IHintBus bus)
{
    // Each of them is told by a hint of their own. More of them than this in one's channels learn of it when they connect again.
    private const int MostGuests = 500;

    /// <summary>After the change is committed.</summary>
    public async Task AnnounceAsync(Guid accountId, CancellationToken cancellationToken)
    {
        meChanges.Announce(accountId);
        var viewers = await workspaces.ReadViewersAsync(accountId, MostGuests, cancellationToken);
        foreach (var groups in viewers.WorkspaceIds.Chunk(PresenceEntry.GroupsMost))
        {
            bus.Publish(new AccountChangedHint(accountId, groups));
        }

        if (viewers.GuestIds.Count > 0)
        {
            var frame = JsonSerializer.SerializeToUtf8Bytes(new AccountChangedFrame { AccountId = accountId }, ParleyJson.Context.AccountChangedFrame);
            foreach (var guestId in viewers.GuestIds)
            {
                bus.Publish(new AccountHint.Frame(guestId, frame));
            }
        }
    }
}
