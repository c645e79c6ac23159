using System.Buffers;
using System.Text;
using Parley.Contracts;
using Parley.Realtime.Hints;
using Parley.Realtime.Ports;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Hints;

/// <summary>The bytes themselves; that every kind comes back as it went is in the suite that every bus runs.</summary>
public sealed class HintCodecTests
{
    private const string Sender = "000000ff000000000000000000000000";
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const string One = "00000001000000000000000000000000";
    private const string Two = "00000002000000000000000000000000";
    private static readonly Guid First = EngineWorld.Id(1);
    private static readonly Guid Second = EngineWorld.Id(2);

    /// <summary>Golden: what a node of this release writes, one of the next must read.</summary>
    public static TheoryData<string, string> Entries => new()
    {
        { "event", $"E{One}7 1 {Two}{{\"seq\":7}}" },
        { "head", $"H{One}7 " },
        { "frame", $"T{One}{Two}{{}}" },
        { "joined", $"J{One}{Two}7 " },
        { "account", $"F{One}{{}}" },
        { "revoked", $"R{One}{Two}{One}" },
        { "groups", $"G{One}" },
        { "changes", $"P{One}C7 {Two}2 1 {One}" },
        { "snapshot", $"P{One}S7 0 2 {Two}1 0 " },
        { "alive", $"P{One}A7 " },
        { "left", $"P{One}L" },
        { "ask", $"P{One}Q{Two}" },
        { "loss", "X" },
    };

    [Theory]
    [MemberData(nameof(Entries))]
    public void An_entry_is_written_so_and_read_again(string name, string entry)
    {
        var written = new ArrayBufferWriter<byte>();
        HintCodec.Write(written, Named(name));
        Assert.Equal(entry, Encoding.UTF8.GetString(written.WrittenSpan));

        List<Hint> read = [];
        Assert.Equal(0, HintCodec.Read(Packet($"{entry.Length}:{entry}"), _ => true, read));
        written.ResetWrittenCount();
        HintCodec.Write(written, Assert.Single(read));
        Assert.Equal(entry, Encoding.UTF8.GetString(written.WrittenSpan));
    }

    [Fact]
    public void A_header_names_version_and_sender()
    {
        Assert.Equal(EngineWorld.Id(255), HintCodec.SenderOf(Packet("").Span));
        Assert.Null(HintCodec.SenderOf(Encoding.UTF8.GetBytes($"2{Sender}")));
        Assert.Null(HintCodec.SenderOf("1short"u8));
        Assert.Null(HintCodec.SenderOf([]));
    }

    [Fact]
    public void A_packet_says_when_it_was_sent_and_one_of_a_release_before_does_not()
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123);
        var written = new ArrayBufferWriter<byte>();
        HintCodec.WriteHeader(written, EngineWorld.Id(255), at);

        Assert.Equal($"1{Sender}15:Z1790000000123 ", Encoding.UTF8.GetString(written.WrittenSpan));
        Assert.Equal(at, HintCodec.SentAt(written.WrittenSpan));
        Assert.Equal(0, HintCodec.Read(written.WrittenMemory, _ => true, []));
        Assert.Null(HintCodec.SentAt(Packet($"35:H{One}7 ").Span));
        Assert.Null(HintCodec.SentAt(Packet("21:Z9223372036854775807 ").Span));
        Assert.Null(HintCodec.SentAt(Packet("").Span));
    }

    [Fact]
    public void An_event_carries_its_trace_before_it_and_no_other_hint_gets_it()
    {
        var traced = new ChannelHint(First, 7, new LoggedEvent(First, 7, "{}"u8.ToArray(), EventEffect.None, Second) { TraceParent = TraceParent });
        var packer = new HintPacker(EngineWorld.Id(255), packetBytes: 8_000, isByTopic: false, TimeProvider.System);
        var (packets, tooLarge) = packer.Pack([traced, new ChannelHint(Second, 8, Event: null)]);
        Assert.Equal(0, tooLarge);
        var bytes = Assert.Single(packets).Bytes;
        Assert.Contains($"56:W{TraceParent}71:E{One}7 0 {Two}{{}}35:H{Two}8 ", Encoding.UTF8.GetString(bytes.Span), StringComparison.Ordinal);

        List<Hint> read = [];
        Assert.Equal(0, HintCodec.Read(bytes, _ => true, read));
        Assert.Equal([TraceParent, null], read.Cast<ChannelHint>().Select(hint => hint.Event?.TraceParent));
    }

    [Theory]
    [InlineData("00-short")]
    [InlineData("")]
    public void A_trace_that_is_none_is_left_out(string trace)
    {
        List<Hint> read = [];

        Assert.Equal(0, HintCodec.Read(Packet($"{trace.Length + 1}:W{trace}71:E{One}7 0 {Two}{{}}"), _ => true, read));

        Assert.Null(Assert.IsType<ChannelHint>(Assert.Single(read)).Event!.TraceParent);
    }

    [Fact]
    public void The_event_is_read_in_place()
    {
        var packet = Packet($"{1 + 32 + 4 + 32 + 2}:E{One}7 0 {Two}{{}}");
        List<Hint> read = [];
        HintCodec.Read(packet, _ => true, read);

        var json = Assert.IsType<ChannelHint>(Assert.Single(read)).Event!.Json;
        Assert.True(json.Span.Overlaps(packet.Span));
    }

    [Fact]
    public void What_nobody_follows_is_left_out()
    {
        List<Hint> read = [];
        var ignored = HintCodec.Read(Packet($"35:H{One}7 35:H{Two}8 "), topic => topic == HintTopic.Channel(Second), read);

        Assert.Equal(0, ignored);
        Assert.Equal([new ChannelHint(Second, 8, Event: null)], read);
    }

    [Fact]
    public void Whatever_bytes_come_reading_them_does_not_throw()
    {
        // Whole packets with a few bytes changed, cut or repeated: nearer to what is understood than noise.
        var whole = Packet(string.Concat(Entries.Select(row => $"{row.Data.Item2.Length}:{row.Data.Item2}"))).ToArray();
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var bytes = whole[..random.Next(HintCodec.HeaderBytes, whole.Length + 1)];
            for (var change = random.Next(4); change > 0; change--)
            {
                bytes[random.Next(HintCodec.HeaderBytes, Math.Max(bytes.Length, HintCodec.HeaderBytes + 1)) % bytes.Length] = (byte)random.Next(256);
            }

            List<Hint> read = [];
            try
            {
                HintCodec.Read(bytes, _ => true, read);
            }
            catch (Exception exception)
            {
                Assert.Fail($"Seed {seed}: {exception}");
            }

            Assert.True(read.Count <= Entries.Count, $"Seed {seed}: read {read.Count}.");
        }
    }

    private static Hint Named(string name)
    {
        return name switch
        {
            "event" => new ChannelHint(First, 7, new LoggedEvent(First, 7, Encoding.UTF8.GetBytes("{\"seq\":7}"), EventEffect.Joined, Second)),
            "head" => new ChannelHint(First, 7, Event: null),
            "frame" => new ChannelFrameHint(First, Second, Encoding.UTF8.GetBytes("{}")),
            "joined" => new AccountHint.Joined(First, Second, 7),
            "account" => new AccountHint.Frame(First, Encoding.UTF8.GetBytes("{}")),
            "revoked" => new AccountHint.SignInsRevoked(First, [Second, First]),
            "groups" => new AccountHint.GroupsChanged(First),
            "changes" => new PresenceHint(First, new PresenceNews.Changes(7, [new PresenceEntry(Second, PresenceStatus.Online, [First])])),
            "snapshot" => new PresenceHint(First, new PresenceNews.Snapshot(7, 0, 2, [new PresenceEntry(Second, PresenceStatus.Away, [])])),
            "alive" => new PresenceHint(First, new PresenceNews.Alive(7)),
            "left" => new PresenceHint(First, new PresenceNews.Left()),
            "ask" => new PresenceHint(First, new PresenceNews.Ask(Second)),
            "loss" => LossHint.Instance,
            _ => throw new InvalidOperationException(name),
        };
    }

    private static ReadOnlyMemory<byte> Packet(string entries)
    {
        return Encoding.UTF8.GetBytes($"1{Sender}{entries}");
    }
}
