using Parley.Client;

namespace Parley.Cli.Verify;

/// <summary>One account that listens on its event stream and writes down everything that arrives.</summary>
internal sealed class Listener(string name, ParleyClient client, Journal journal, RunClock clock, TimeProvider time) : IAsyncDisposable
{
    // What is measured is the server's recovery, and ten clients are no herd: they come back sooner than the standard has thousands come back.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly ParleyEventStream _stream = client.OpenEventStream(new EventStreamOptions { LongestPause = LongestPause });
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private IReadOnlyDictionary<Guid, long>? _goal;
    private Task _reading = Task.CompletedTask;

    /// <summary>Returns with the first connection: what is posted from then on will be heard.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _reading = ReadAsync(_stop.Token);
        await await Task.WhenAny(_connected.Task, _reading).WaitAsync(cancellationToken);
    }

    /// <summary>Ends when everything up to these heads was heard, or when patience is over; the checker sees which.</summary>
    public async Task StopAsync(IReadOnlyDictionary<Guid, long> heads, TimeSpan patience, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _goal, heads);
        LookAtGoal();
        await Task.WhenAny(_arrived.Task, _reading, Task.Delay(patience, time, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        await _stop.CancelAsync();
        await _reading;
        await journal.WriteAsync(new ListenerStopped(name, heads, _stream.Repeats, _stream.Gaps) { AtMs = clock.NowMs }, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task ReadAsync(CancellationToken stop)
    {
        try
        {
            await foreach (var frame in _stream.ReadAsync(stop))
            {
                if (EntryOf(frame) is { } entry)
                {
                    // Not cancelled: what was handed out has to be in the journal.
                    await journal.EnqueueAsync(entry with { AtMs = clock.NowMs }, CancellationToken.None);
                }

                if (frame is StreamFrame.Connected)
                {
                    _connected.TrySetResult();
                }

                if (Volatile.Read(ref _goal) is not null)
                {
                    LookAtGoal();
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The orderly end.
            _connected.TrySetCanceled(stop);
        }
    }

    private JournalEntry? EntryOf(StreamFrame frame)
    {
        return frame switch
        {
            StreamFrame.Connected { IsResume: false } connected => new Listening(name, connected.Ready.AccountId, connected.Ready.Heads),
            StreamFrame.Connected resumed => new Reconnected(name, [.. resumed.Ready.Heads.Keys]),
            StreamFrame.Disconnected broken => new Disconnected(name, broken.CloseCode),
            StreamFrame.ChannelReset reset => new ToldToReload(name, reset.ChannelId, reset.Head),
            StreamFrame.ChannelEvent { Event: var heard } => new Heard(name, heard.ChannelId, heard.Seq, heard.Type, History.Sha256OfPosted(heard)),
            _ => null,
        };
    }

    private void LookAtGoal()
    {
        var cursors = _stream.Cursors;
        if (_goal!.All(goal => cursors.GetValueOrDefault(goal.Key) >= goal.Value))
        {
            _arrived.TrySetResult();
        }
    }
}
