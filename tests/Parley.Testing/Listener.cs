using Parley.Client;
using Parley.Contracts;

namespace Parley.Testing;

/// <summary>Someone's event stream, recorded; a test waits for what it expects instead of for a time.</summary>
public sealed class Listener : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly List<StreamFrame> _frames = [];
    private readonly Task _reading;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Listener(ParleyEventStream stream)
    {
        Stream = stream;
        _reading = Task.Run(ReadAsync);
    }

    public ParleyEventStream Stream { get; }

    /// <summary>Everything received so far.</summary>
    public IReadOnlyList<StreamFrame> Frames
    {
        get
        {
            lock (_lock)
            {
                return [.. _frames];
            }
        }
    }

    /// <summary>Why the stream ended; null while it runs.</summary>
    public Exception? End { get; private set; }

    /// <returns>Once the stream is connected, so that nothing after is missed.</returns>
    public static async Task<Listener> StartAsync(Person person, EventStreamOptions? options = null)
    {
        var listener = new Listener(person.Client.OpenEventStream(options));
        await listener.WaitAsync("the connection", frames => frames.Any(frame => frame is StreamFrame.Connected));
        return listener;
    }

    public IReadOnlyList<ChannelEventDto> EventsOf(Guid channelId, string? type = null)
    {
        return [.. Frames.OfType<StreamFrame.ChannelEvent>().Select(frame => frame.Event).Where(one => one.ChannelId == channelId && (type is null || one.Type == type))];
    }

    /// <returns>The events of this type, once there are so many.</returns>
    public async Task<IReadOnlyList<ChannelEventDto>> WaitForAsync(Guid channelId, string type, int count)
    {
        await WaitAsync($"{count} of {type}", _ => EventsOf(channelId, type).Count >= count);
        return EventsOf(channelId, type);
    }

    public async Task WaitAsync(string what, Func<IReadOnlyList<StreamFrame>, bool> condition)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                changed = _changed.Task;
            }

            if (condition(Frames))
            {
                return;
            }

            if (_reading.IsCompleted)
            {
                throw new InvalidOperationException($"The stream ended before {what}.", End);
            }

            try
            {
                await Task.WhenAny(changed, _reading).WaitAsync(Patience, TimeProvider.System);
            }
            catch (TimeoutException exception)
            {
                throw new TimeoutException($"Waited for {what} for {Patience}; there were {Frames.Count} frames: {string.Join(", ", Frames.TakeLast(5))}", exception);
            }
        }
    }

    /// <returns>The error that the stream ended with.</returns>
    public async Task<Exception?> WaitForEndAsync()
    {
        await _reading.WaitAsync(Patience, TimeProvider.System);
        return End;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            await foreach (var frame in Stream.ReadAsync(_stop.Token))
            {
                TaskCompletionSource changed;
                lock (_lock)
                {
                    _frames.Add(frame);
                    changed = _changed;
                    _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }

                changed.SetResult();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped by the test.
        }
        catch (Exception exception)
        {
            End = exception;
        }
    }
}
