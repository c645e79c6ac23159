using System.Text.Json;
using Parley.Contracts;
using Parley.Realtime.Ports;

namespace Parley.Modules.CustomEmoji;

/// <summary>Tells the open clients of a workspace's people that its emoji changed.</summary>
internal sealed class EmojiChanges(ICustomEmojiStore store, IHintBus bus)
{
    // Each of them is told by a hint of their own. More of them than this learn of it when they connect again.
    private const int MostGuests = 500;

    /// <summary>After the change is committed.</summary>
    public async Task AnnounceAsync(Guid workspaceId, CancellationToken cancellationToken)
    {
        bus.Publish(new WorkspaceNewsHint(workspaceId, WorkspaceNews.Emoji));
        var guests = await store.ListGuestsAsync(workspaceId, MostGuests, cancellationToken);
        if (guests.Count > 0)
        {
            var frame = JsonSerializer.SerializeToUtf8Bytes(new EmojiChangedFrame { WorkspaceId = workspaceId }, ParleyJson.Context.EmojiChangedFrame);
            foreach (var guestId in guests)
            {
                bus.Publish(new AccountHint.Frame(guestId, frame));
            }
        }
    }
}
