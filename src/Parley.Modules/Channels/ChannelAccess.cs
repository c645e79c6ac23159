namespace Parley.Modules.Channels;

internal sealed class ChannelAccess(IChannelStore store) : IChannelAccess
{
    public async Task<VisibleChannel?> FindAsync(Guid accountId, Guid channelId, CancellationToken cancellationToken)
    {
        var channel = await store.FindAsync(accountId, channelId, cancellationToken);
        return channel is not null && ChannelRules.MaySee(channel.Role, channel.IsMember, channel.Visibility) ? channel : null;
    }
}
