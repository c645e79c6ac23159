using Parley.Modules.Workspaces;

namespace Parley.Modules.Channels.Log;

/// <summary>
/// Everything that becomes an event goes through here: stored first, then hinted to the gateways. What it answered is committed.
/// </summary>
public interface IChannelLog
{
    /// <summary>Waits with whatever else this node has to post, then one transaction (group commit). A caller that goes away changes nothing: the post is committed.</summary>
    /// <exception cref="IOException">Unknown whether it was stored; repeating the draft is safe.</exception>
    /// <exception cref="LogIsFullException">The node has more waiting than it may; nothing happened.</exception>
    Task<PostOutcome> PostAsync(MessageDraft draft);

    /// <exception cref="IOException">Unknown whether it was stored.</exception>
    Task<ChangeOutcome> ChangeAsync(ChannelChange change, CancellationToken cancellationToken);

    /// <exception cref="IOException">Unknown whether it was stored.</exception>
    Task<CreateChannelOutcome> CreateAsync(NewChannel channel, CancellationToken cancellationToken);

    /// <exception cref="IOException">Unknown whether it was stored.</exception>
    Task<ChangeMemberOutcome> RemoveFromWorkspaceAsync(Guid workspaceId, Guid accountId, Guid actorId, CancellationToken cancellationToken);
}

/// <summary>More posts wait than <see cref="ChannelLogOptions.QueuedPosts"/> allows.</summary>
public sealed class LogIsFullException() : Exception("More posts wait to be committed than Parley:Log:QueuedPosts allows: the database is too slow for the load, or the bound too low.");
