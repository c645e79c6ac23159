using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Parley.Client.Tests;

/// <summary>A clock that the test moves, and that says when somebody has started to wait on it.</summary>
internal sealed class SignallingTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

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
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"Waited 20 s for someone to wait {atLeast} to {atMost}.", late);
        }
    }

    /// <summary>Lets every wait between these times end, one after the other, until the task is done; the others stay for <see cref="NextWaitAsync"/>.</summary>
    public async Task<T> PassUntilAsync<T>(Task<T> done, TimeSpan atLeast, TimeSpan atMost)
    {
        List<TimeSpan> others = [];
        while (!done.IsCompleted)
        {
            var waiting = _waits.Reader.WaitToReadAsync().AsTask();
            await Task.WhenAny(done, waiting);
            while (_waits.Reader.TryRead(out var wait))
            {
                if (wait >= atLeast && wait <= atMost)
                {
                    Advance(wait);
                }
                else
                {
                    others.Add(wait);
                }
            }
        }

        others.ForEach(wait => _waits.Writer.TryWrite(wait));

        return await done;
    }
}
