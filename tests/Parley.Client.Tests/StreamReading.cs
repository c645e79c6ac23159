namespace Parley.Client.Tests;

/// <summary>Reads a stream frame by frame as text that a test compares: "connected", "kitchen 12", "reset kitchen 40", ...</summary>
internal sealed class StreamReading(ParleyEventStream stream) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private IAsyncEnumerator<StreamFrame>? _frames;

    public async Task<List<string>> NextAsync(int count)
    {
        _frames ??= stream.ReadAsync(_stop.Token).GetAsyncEnumerator(_stop.Token);
        List<string> frames = [];
        while (frames.Count < count)
        {
            var moved = _frames.MoveNextAsync().AsTask();
            try
            {
                Assert.True(await moved.WaitAsync(TimeSpan.FromSeconds(20)));
            }
            catch (TimeoutException late)
            {
                throw new TimeoutException($"Waited 20 s for frame {frames.Count + 1} of {count}; there were: {string.Join(", ", frames)}.", late);
            }

            frames.Add(Text(_frames.Current));
        }

        return frames;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_frames is not null)
        {
            try
            {
                await _frames.DisposeAsync();
            }
            catch (NotSupportedException)
            {
                // A test that failed inside a read leaves the enumerator busy; the failure itself is what counts.
                Assert.True(_stop.IsCancellationRequested);
            }
        }

        _stop.Dispose();
    }

    private static string Text(StreamFrame frame)
    {
        return frame switch
        {
            StreamFrame.Connected connected => connected.IsResume ? "resumed" : "connected",
            StreamFrame.Disconnected disconnected => $"disconnected {disconnected.CloseCode}",
            StreamFrame.ChannelEvent channelEvent => $"{Name(channelEvent.Event.ChannelId)} {channelEvent.Event.Seq}",
            StreamFrame.ChannelReset reset => $"reset {Name(reset.ChannelId)} {reset.Head}",
            StreamFrame.Typing typing => $"typing {Name(typing.ChannelId)}",
            StreamFrame.Presence presence => $"presence {string.Join('+', presence.Accounts.Values)} {presence.IsSnapshot}",
            StreamFrame.ReadMarker readMarker => $"read {Name(readMarker.ChannelId)} {readMarker.Seq} of {readMarker.Version}",
            StreamFrame.MeChanged => "me",
            StreamFrame.NotificationSettings settings => $"notifications {(settings.ChannelId is { } channelId ? Name(channelId) : "of all")}",
            StreamFrame.AccountChanged changed => $"changed {Name(changed.AccountId)}",
            var other => throw new InvalidOperationException($"Unknown frame {other}."),
        };
    }

    private static string Name(Guid channelId)
    {
        return channelId == World.Kitchen ? "kitchen" : channelId == World.Garden ? "garden" : channelId.ToString();
    }
}
