using Microsoft.Extensions.Time.Testing;

namespace Parley.Modules.Tests;

/// <summary>A clock that the test moves, and that says when somebody has set a timer, so that it is not moved too early.</summary>
internal sealed class SignallingTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _set = new(0);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(base.CreateTimer(callback, state, dueTime, period), _set);
        _set.Release();
        return timer;
    }

    /// <summary>Waits until so many timers were made, or set anew.</summary>
    public async Task TimersSetAsync(int count)
    {
        for (var set = 0; set < count; set++)
        {
            await _set.WaitAsync().WaitAsync(Patience, System);
        }
    }

    private sealed class Timer(ITimer timer, SemaphoreSlim set) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var isSet = timer.Change(dueTime, period);
            set.Release();
            return isSet;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
