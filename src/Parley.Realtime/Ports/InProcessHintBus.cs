using Microsoft.Extensions.Logging;
using Parley.Realtime.Hints;

namespace Parley.Realtime.Ports;

/// <summary>The bus of a node that is alone. Whatever is published goes to all its subscribers.</summary>
public sealed class InProcessHintBus(ILogger<InProcessHintBus> logger) : IHintBus, IAsyncDisposable
{
    private readonly HintDelivery _delivery = new(logger);

    /// <inheritdoc />
    public bool IsShared => false;

    /// <inheritdoc />
    public void Publish(Hint hint)
    {
        _delivery.Add(hint);
    }

    /// <inheritdoc />
    public IDisposable Subscribe(IHintSubscriber subscriber)
    {
        return _delivery.Subscribe(subscriber);
    }

    /// <inheritdoc />
    public ValueTask FollowAsync(HintTopic topic)
    {
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public void Unfollow(HintTopic topic)
    {
        // There are no other nodes to tell.
    }

    /// <summary>Hands on what was published, and ends.</summary>
    public ValueTask DisposeAsync()
    {
        return _delivery.DisposeAsync();
    }
}
