using Microsoft.Extensions.Time.Testing;

namespace Parley.Client.Tests;

/// <summary>A clock that the test moves, and that says when somebody has started to wait on it.</summary>
internal sealed class SignallingTime : FakeTimeProvider
{
    private readonly System.Threading.Channels.Channel<TimeSpan> _waits = System.Threading.Channels.Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits until someone waits for between these times, passing over other waits.</summary>
    public async Task<TimeSpan> NextWaitAsync(TimeSpan atLeast, TimeSpan atMost)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            while (true)
            {
                var wait = await _waits.Reader.ReadAsync(patience.Token);
                if (wait >= atLeast && wait <= atMost)
                {
                    return wait;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Waited 20 s for someone to wait {atLeast} to {atMost}.");
        }
    }
}
