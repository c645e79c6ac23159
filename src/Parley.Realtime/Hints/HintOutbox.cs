using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Hints;

/// <summary>
/// What waits to be sent, bounded whatever the network does. While it is away, only hints for accounts are kept: those of channels are found by
/// the look at the heads, and the rest is old news when it comes back.
/// </summary>
internal sealed class HintOutbox
{
    // A second or two of the fastest writing there is. Their events are held by the feeds as well.
    private const int Bytes = 16 * 1024 * 1024;

    // What a hint takes beside its JSON.
    private const int HintBytes = 200;

    // So that one sending has some thousand hints at most, and those who wait behind it not long.
    private const int TakenAtOnce = 1_024;

    private readonly Channel<Hint> _waiting = Channel.CreateUnbounded<Hint>(new UnboundedChannelOptions { SingleReader = true });
    private long _bytes;
    private volatile bool _isAway;

    /// <summary>The network did not take what was sent last.</summary>
    public bool IsAway
    {
        get => _isAway;
        set => _isAway = value;
    }

    /// <returns>false when it was dropped.</returns>
    public bool TryAdd(Hint hint)
    {
        var isKept = hint is AccountHint or LossHint;
        var bytes = BytesOf(hint);

        // Twice the room for hints of accounts: nothing finds them again but a look at everything.
        if ((IsAway && !isKept) || Volatile.Read(ref _bytes) + bytes > (isKept ? 2 * Bytes : Bytes))
        {
            return false;
        }

        Interlocked.Add(ref _bytes, bytes);
        return _waiting.Writer.TryWrite(hint);
    }

    /// <returns>false when nothing comes any more.</returns>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        return _waiting.Reader.WaitToReadAsync(cancellationToken);
    }

    /// <summary>Fills the list up to what is sent at once.</summary>
    public void TakeInto(List<Hint> hints)
    {
        while (hints.Count < TakenAtOnce && TryTake(out var hint))
        {
            hints.Add(hint);
        }
    }

    /// <summary>What is there can be taken; nothing is added.</summary>
    public void Complete()
    {
        _waiting.Writer.TryComplete();
    }

    private bool TryTake([NotNullWhen(true)] out Hint? hint)
    {
        if (!_waiting.Reader.TryRead(out hint))
        {
            return false;
        }

        Interlocked.Add(ref _bytes, -BytesOf(hint));
        return true;
    }

    private static int BytesOf(Hint hint)
    {
        return HintBytes + hint switch
        {
            ChannelHint { Event: { } logged } => logged.Json.Length,
            ChannelFrameHint frame => frame.Json.Length,
            AccountHint.Frame frame => frame.Json.Length,
            AccountHint.SignInsRevoked revoked => revoked.SignInIds.Count * HintCodec.IdBytes,
            _ => 0,
        };
    }
}
