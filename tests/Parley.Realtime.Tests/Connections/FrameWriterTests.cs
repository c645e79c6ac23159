using System.Buffers.Binary;
using System.Net.Sockets;
using CsCheck;
using Parley.Realtime.Connections;
using Parley.Realtime.Frames;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Connections;

/// <summary>What every writer promises, over real sockets: read slowly, half closed, reset.</summary>
public abstract class FrameWriterTests : IDisposable
{
    private const int SocketBytes = 8 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket _server;
    private readonly Socket _client;
    private readonly Func<Socket, QueuedFrameWriter> _create;
    private readonly QueuedFrameWriter _writer;

    private protected FrameWriterTests(Func<Socket, QueuedFrameWriter> create)
    {
        (_server, _client) = SocketPair.Create(SocketBytes);
        _create = create;
        _writer = create(_server);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Whatever_is_added_comes_out_whole_and_in_order()
    {
        await Gen.OneOf(Gen.Int[0, 300], Gen.Int[0, 90_000]).Array[0, 40].SampleAsync(
            async sizes =>
            {
                var (server, client) = SocketPair.Create(SocketBytes);
                using var ends = new Ends(server, client);
                using var writer = _create(server);
                foreach (var size in sizes)
                {
                    Assert.True(writer.TryAdd(Text(1, size)));
                }

                writer.TryAddLast(Frame.Close(4503), dropQueued: false);
                var sent = await ReadToCloseAsync(client);
                await writer.Finished.WaitAsync(Patience);

                Assert.Equal(sizes, sent.SkipLast(1).Select(frame => frame.Payload.Length));
                Assert.Equal(4503, sent[^1].CloseCode);
                Assert.Equal(0, writer.PendingBytes);
            },
            iter: 100,
            threads: 1);
    }

    [Fact]
    public async Task Many_threads_may_add()
    {
        var adding = Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var number = 0; number < 5_000; number++)
            {
                _writer.TryAdd(Frame.Text([(byte)thread, (byte)number, (byte)(number >> 8)]));
            }
        })));
        var reading = ReadToCloseAsync(_client);
        await adding;
        _writer.TryAddLast(Frame.Close(4503), dropQueued: false);

        var sent = await reading;
        for (var thread = 0; thread < 4; thread++)
        {
            var numbers = sent.SkipLast(1).Where(frame => frame.Payload[0] == thread).Select(frame => frame.Payload[1] | (frame.Payload[2] << 8));
            Assert.Equal(Enumerable.Range(0, 5_000), numbers);
        }
    }

    [Fact]
    public async Task A_full_socket_gets_the_rest_when_its_reader_reads()
    {
        var frames = Fill();
        Assert.True(_writer.PendingBytes > 0);

        _writer.TryAddLast(Frame.Close(4503), dropQueued: false);
        var sent = await ReadToCloseAsync(_client);

        Assert.Equal(Enumerable.Range(0, frames), Numbers(sent));
        await _writer.Finished.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(0, _writer.PendingBytes);
    }

    [Fact]
    public async Task Dropping_before_a_full_socket_leaves_whole_frames_from_the_start_and_the_close()
    {
        var frames = Fill();

        _writer.TryAddLast(Frame.Close(4408), dropQueued: true);
        var sent = await ReadToCloseAsync(_client);

        Assert.Equal(4408, sent[^1].CloseCode);
        var numbers = Numbers(sent);
        Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
        Assert.True(numbers.Count < frames, "Nothing was dropped.");
        await _writer.Finished.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(0, _writer.PendingBytes);
    }

    [Fact]
    public async Task Dropping_while_frames_are_on_their_way_into_the_queue_lets_none_of_them_through()
    {
        for (var round = 0; round < 300; round++)
        {
            var (server, client) = SocketPair.Create(SocketBytes);
            using var ends = new Ends(server, client);
            using var writer = _create(server);
            for (var number = 0; number < 50 + round; number++)
            {
                writer.TryAdd(Text(number, 100));
            }

            writer.TryAddLast(Frame.Close(4408), dropQueued: true);

            var numbers = Numbers(await ReadToCloseAsync(client));
            Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
        }
    }

    [Fact]
    public async Task Who_waits_for_room_goes_on_when_there_is()
    {
        Fill();
        var room = _writer.DrainAsync(pendingBytes: 10_000).AsTask();
        Assert.False(room.IsCompleted);

        var reading = ReadToCloseAsync(_client);

        Assert.True(await room.WaitAsync(Patience, TestContext.Current.CancellationToken));
        _writer.TryAddLast(Frame.Close(4503), dropQueued: false);
        await reading;
    }

    [Fact]
    public async Task Who_waits_for_room_is_told_of_the_close()
    {
        Fill();
        var room = _writer.DrainAsync(pendingBytes: 10).AsTask();

        _writer.TryAddLast(Frame.Close(4408), dropQueued: true);

        Assert.False(await room.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.False(await _writer.DrainAsync(pendingBytes: 100_000_000));
    }

    [Fact]
    public async Task Giving_up_ends_a_write_that_waits_for_its_reader()
    {
        Fill();

        _writer.Abort();

        await _writer.Finished.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.False(_writer.TryAdd(Text(1, 10)));
        Assert.True(_writer.IsClosing);
    }

    [Fact]
    public async Task Giving_up_an_idle_writer_ends_it_at_once()
    {
        _writer.Abort();

        await _writer.Finished.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_reset_in_the_middle_of_a_write_ends_it()
    {
        Fill();

        _client.LingerState = new LingerOption(enable: true, seconds: 0);
        _client.Close();

        await _writer.Finished.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(_writer.IsClosing);
    }

    [Fact]
    public async Task A_transport_that_closes_in_the_middle_of_a_write_ends_it()
    {
        Fill();

        _server.Dispose();

        await _writer.Finished.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(_writer.IsClosing);
    }

    [Fact]
    public async Task A_reader_that_sends_nothing_more_still_gets_everything()
    {
        _client.Shutdown(SocketShutdown.Send);
        _writer.TryAdd(Text(1, 100));
        _writer.TryAddLast(Frame.Close(1000), dropQueued: false);

        var sent = await ReadToCloseAsync(_client);

        Assert.Equal([100, 2], sent.Select(frame => frame.Payload.Length));
    }

    [Fact]
    public async Task Nothing_comes_after_the_last_frame()
    {
        Assert.True(_writer.TryAddLast(Frame.Close(4503), dropQueued: false));

        Assert.False(_writer.TryAdd(Text(1, 10)));
        Assert.False(_writer.TryAddLast(Frame.Close(4403), dropQueued: true));
        await _writer.Finished.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(4503, Assert.Single(await ReadToCloseAsync(_client)).CloseCode);
        _server.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await _client.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_idle_writer_starts_again()
    {
        var buffer = new byte[100];
        for (var number = 0; number < 1_000; number++)
        {
            _writer.TryAdd(Text(number, 10));
            await _client.ReceiveAsync(buffer.AsMemory(0, 12), TestContext.Current.CancellationToken);
            Assert.Equal(number, BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(2)));
        }
    }

    protected virtual void Dispose(bool disposing)
    {
        _writer.Abort();
        _writer.Dispose();
        _client.Dispose();
        _server.Dispose();
    }

    private static Frame Text(int number, int bytes)
    {
        var payload = new byte[bytes];
        if (bytes >= sizeof(int))
        {
            BinaryPrimitives.WriteInt32LittleEndian(payload, number);
        }

        return Frame.Text(payload);
    }

    private static List<int> Numbers(List<SentFrame> sent)
    {
        return [.. sent.SkipLast(1).Select(frame => BinaryPrimitives.ReadInt32LittleEndian(frame.Payload))];
    }

    /// <summary>Adds more than the kernel takes for a reader that does not read.</summary>
    /// <returns>How many frames.</returns>
    private int Fill()
    {
        const int Frames = 8_000;
        for (var number = 0; number < Frames; number++)
        {
            Assert.True(_writer.TryAdd(Text(number, 1_000)));
        }

        return Frames;
    }

    private static async Task<List<SentFrame>> ReadToCloseAsync(Socket client)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (!EndsWithClose(bytes))
        {
            var read = await client.ReceiveAsync(buffer.AsMemory(), patience.Token);
            Assert.NotEqual(0, read);
            bytes.Write(buffer, 0, read);
        }

        return SentFrame.Split(bytes.ToArray());
    }

    // Payloads here hold numbers and zeros: none ends like a close frame of the codes that the tests use.
    private static bool EndsWithClose(MemoryStream bytes)
    {
        return bytes.Length >= 4 && bytes.GetBuffer().AsSpan((int)bytes.Length - 4, 2).SequenceEqual(new byte[] { 0x88, 2 });
    }

    private sealed class Ends(Socket server, Socket client) : IDisposable
    {
        public void Dispose()
        {
            client.Dispose();
            server.Dispose();
        }
    }
}

public sealed class StreamFrameWriterOverSocketsTests()
    : FrameWriterTests(server => new StreamFrameWriter(new NetworkStream(server, ownsSocket: false), TimeProvider.System));

public sealed class DirectFrameWriterTests : FrameWriterTests
{
    private readonly WriterShards _shards;

    public DirectFrameWriterTests()
        : this(new WriterShards())
    {
    }

    private DirectFrameWriterTests(WriterShards shards)
        : base(server => new DirectFrameWriter(server, shards.Next(), TimeProvider.System))
    {
        _shards = shards;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _shards.Dispose();
    }
}
