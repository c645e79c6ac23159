using Parley.Contracts;
using Parley.Modules.Channels.Log;

namespace Parley.Modules.Channels;

/// <summary>Makes channels: named ones with their creator as the first member, and direct ones with all of theirs.</summary>
internal sealed class CreateChannel(IChannelLog log, TimeProvider time)
{
    private const string DefaultName = "general";
    private const string DefaultPurpose = "Everyone is here.";

    /// <summary>The channel that everyone who joins the workspace is added to.</summary>
    public async Task CreateDefaultAsync(Guid workspaceId, Guid creatorId, CancellationToken cancellationToken)
    {
        var request = new CreateChannelRequest { Name = DefaultName, Purpose = DefaultPurpose };
        await CreateAsync(workspaceId, creatorId, ChannelVisibility.Public, request, [creatorId], isDefault: true, cancellationToken);
    }

    /// <returns>The outcome, and the channel's id.</returns>
    public Task<(CreateChannelOutcome Outcome, Guid ChannelId)> CreateNamedAsync(
        Guid workspaceId, Guid creatorId, CreateChannelRequest request, CancellationToken cancellationToken)
    {
        return CreateAsync(workspaceId, creatorId, request.Visibility ?? ChannelVisibility.Public, request, [creatorId], isDefault: false, cancellationToken);
    }

    /// <returns>The outcome, and the channel's id when it is new.</returns>
    public Task<(CreateChannelOutcome Outcome, Guid ChannelId)> CreateDirectAsync(
        Guid workspaceId, Guid creatorId, IReadOnlyList<Guid> memberIds, CancellationToken cancellationToken)
    {
        return CreateAsync(workspaceId, creatorId, ChannelVisibility.Direct, new CreateChannelRequest { Name = "" }, memberIds, isDefault: false, cancellationToken);
    }

    private async Task<(CreateChannelOutcome Outcome, Guid ChannelId)> CreateAsync(
        Guid workspaceId,
        Guid creatorId,
        ChannelVisibility visibility,
        CreateChannelRequest request,
        IReadOnlyList<Guid> memberIds,
        bool isDefault,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var created = new ChannelCreated { Visibility = visibility, Name = request.Name, Topic = request.Topic ?? "", Purpose = request.Purpose ?? "" };
        var channel = new NewChannel
        {
            Id = id,
            WorkspaceId = workspaceId,
            Visibility = visibility,
            Name = created.Name,
            Topic = created.Topic,
            Purpose = created.Purpose,
            IsDefault = isDefault,
            CreatedBy = creatorId,
            At = now,
            Created = EncodedEvent.Create(ChannelEventTypes.ChannelCreated, id, now, creatorId, created, ParleyJson.Context.ChannelCreated),
            Members = [.. memberIds.Select(memberId => (memberId, ChannelLog.Join(id, memberId, creatorId, now)))],
        };
        return (await log.CreateAsync(channel, cancellationToken), id);
    }
}
