using Microsoft.Extensions.Time.Testing;
using Parley.Realtime.Connections;
using Parley.Realtime.Frames;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Connections;

public sealed class StreamFrameWriterTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly GatedStream _stream = new();
    private readonly StreamFrameWriter _writer;

    public StreamFrameWriterTests()
    {
        _writer = new StreamFrameWriter(_stream, _time);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _stream.Dispose();
    }

    [Fact]
    public async Task What_is_queued_while_one_write_waits_goes_out_in_the_next()
    {
        Assert.True(_writer.TryAdd(Text(1, 10)));
        await _stream.ArrivedAsync();
        for (var number = 2; number <= 100; number++)
        {
            _writer.TryAdd(Text(number, 10));
        }

        await CloseAsync();

        Assert.Equal(2, _stream.Writes.Count);
        Assert.Single(SentFrame.Split(_stream.Writes[0]));
        Assert.Equal(Enumerable.Range(2, 99), SentFrame.Split(_stream.Writes[1]).SkipLast(1).Select(frame => (int)frame.Payload[0]));
    }

    [Fact]
    public async Task Writes_are_cut_between_frames_at_64_KiB()
    {
        _writer.TryAdd(Text(1, 10));
        await _stream.ArrivedAsync();
        foreach (var bytes in new[] { 40_000, 20_000, 10_000, 200_000, 10, 10 })
        {
            _writer.TryAdd(Text(2, bytes));
        }

        await CloseAsync();

        var writes = _stream.Writes.Select(write => string.Join('+', SentFrame.Split(write).Select(frame => frame.Payload.Length)));
        Assert.Equal(["10", "40000+20000", "10000", "200000", "10+10+2"], writes);
    }

    [Fact]
    public async Task Pending_bytes_are_those_not_yet_written()
    {
        _writer.TryAdd(Text(1, 10));
        await _stream.ArrivedAsync();
        _writer.TryAdd(Text(2, 20));
        Assert.Equal(12 + 22, _writer.PendingBytes);

        _stream.LetThrough(1);
        await _stream.ArrivedAsync();
        Assert.Equal(22, _writer.PendingBytes);

        await CloseAsync();
        Assert.Equal(0, _writer.PendingBytes);
    }

    [Fact]
    public async Task Who_waits_for_room_goes_on_when_there_is()
    {
        _writer.TryAdd(Text(1, 98));
        await _stream.ArrivedAsync();
        _writer.TryAdd(Text(2, 98));
        Assert.True(await _writer.DrainAsync(pendingBytes: 200));
        var room = _writer.DrainAsync(pendingBytes: 100).AsTask();
        Assert.False(room.IsCompleted);

        _stream.LetThrough(1);

        Assert.True(await room.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Dropping_leaves_what_is_on_its_way_and_the_close_frame()
    {
        _writer.TryAdd(Text(1, 10));
        await _stream.ArrivedAsync();
        for (var number = 2; number <= 50; number++)
        {
            _writer.TryAdd(Text(number, 10));
        }

        _writer.TryAddLast(Frame.Close(4408), dropQueued: true);
        Assert.Equal(12 + 4, _writer.PendingBytes);
        _stream.LetThrough(2);
        await _writer.Finished.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal([1, 17], _stream.Writes.SelectMany(write => SentFrame.Split(write)).Select(frame => (int)frame.Payload[0]));
        Assert.Equal(0, _writer.PendingBytes);
    }

    [Fact]
    public async Task Giving_up_ends_a_write_that_waits()
    {
        _writer.TryAdd(Text(1, 10));
        await _stream.ArrivedAsync();

        _writer.Abort();

        await _writer.Finished.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.False(_writer.TryAdd(Text(2, 10)));
        Assert.True(_writer.IsClosing);
        Assert.Empty(_stream.Writes);
    }

    [Fact]
    public async Task A_peer_that_is_gone_ends_the_writer_and_a_fault_of_ours_is_told()
    {
        _stream.Fault = new IOException("Connection reset by peer.");
        _writer.TryAdd(Text(1, 10));
        _stream.LetThrough(1);
        await _writer.Finished.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(_writer.IsClosing);

        using var stream = new GatedStream { Fault = new InvalidOperationException("A fault.") };
        using var faulty = new StreamFrameWriter(stream, _time);
        faulty.TryAdd(Text(1, 10));
        stream.LetThrough(1);
        await Assert.ThrowsAsync<InvalidOperationException>(() => faulty.Finished.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    private static Frame Text(int first, int bytes)
    {
        var payload = new byte[bytes];
        if (bytes > 0)
        {
            payload[0] = (byte)first;
        }

        return Frame.Text(payload);
    }

    private async Task CloseAsync()
    {
        _writer.TryAddLast(Frame.Close(4503), dropQueued: false);
        _stream.LetThrough(10);
        await _writer.Finished.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }
}
