using Parley.Modules.Messages;

namespace Parley.Modules.Tests.Messages;

/// <summary>Wants to know of nothing that is written.</summary>
internal sealed class NoFollower : IMessageFollower
{
    public void Written(Guid channelId, long seq, string text)
    {
        // Nobody follows.
    }
}
