using Parley.Cli.Load.Streams;

namespace Parley.Cli.Tests.Load.Streams;

public sealed class FrameReaderTests
{
    [Fact]
    public void Many_frames_in_one_read_come_out_one_by_one()
    {
        Assert.Equal(["text a", "ping p", "text b", "close 4503"], Read([.. Frames.Text("a"), .. Frames.Ping("p"), .. Frames.Pong(), .. Frames.Text("b"), .. Frames.Close(4503)]).Said);
    }

    [Fact]
    public void Lengths_of_7_16_and_63_bits_are_read()
    {
        int[] lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 300_000];

        var sink = Read([.. lengths.SelectMany(length => Frames.Text(new string('x', length)))]);

        Assert.Equal(lengths, sink.Said.Select(said => said.Length - "text ".Length));
        Assert.Equal([2, 3, 127, 130, 131, 65_539, 65_546, 300_010], sink.WireBytes);
    }

    [Fact]
    public void Fragments_make_one_message_with_control_frames_in_between()
    {
        var sink = Read([.. Frames.Text("one ", isFinal: false), .. Frames.Ping("p"), .. Frames.Continued("two ", isFinal: false), .. Frames.Continued("three", isFinal: true), .. Frames.Text("next")]);

        Assert.Equal(["ping p", "text one two three", "text next"], sink.Said);
        Assert.Equal([(2 + 4) + (2 + 4) + (2 + 5), 2 + 4], sink.WireBytes);
    }

    [Fact]
    public void It_does_not_matter_where_reads_cut_the_bytes()
    {
        byte[] bytes =
        [
            .. Frames.Text("{\"type\":\"a\"}"), .. Frames.Text(new string('y', 70_000)), .. Frames.Text("frag", isFinal: false), .. Frames.Ping(""),
            .. Frames.Continued("ment", isFinal: true), .. Frames.Text(new string('z', 200)), .. Frames.Close(1000),
        ];
        var whole = Read(bytes).Said;
        var random = new Random(5);
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var sink = new RecordingSink();
            using var reader = new FrameReader();
            for (var place = 0; place < bytes.Length;)
            {
                var length = Math.Min(bytes.Length - place, attempt == 0 ? 1 : 1 + random.Next(random.Next(10) == 0 ? 80_000 : 40));
                reader.Feed(bytes.AsSpan(place, length), sink);
                place += length;
            }

            Assert.Equal(whole, sink.Said);
        }
    }

    [Theory]
    [InlineData("reserved bits are set though no extension was agreed", 0xC1, 0x00)]
    [InlineData("a frame of the server is masked", 0x81, 0x80)]
    [InlineData("opcode 2: Parley sends text only", 0x82, 0x00)]
    [InlineData("opcode 11: Parley sends text only", 0x8B, 0x00)]
    [InlineData("a control frame is fragmented or too long", 0x09, 0x00)]
    [InlineData("a control frame is fragmented or too long", 0x89, 0x7E, 0x00, 0x7E)]
    [InlineData("a length has its 64th bit set", 0x81, 0x7F, 0x80, 0, 0, 0, 0, 0, 0, 0)]
    [InlineData("a message is longer than 16,777,216 bytes", 0x81, 0x7F, 0, 0, 0, 0, 0x7F, 0, 0, 0)]
    [InlineData("a message is longer than 16,777,216 bytes", 0x81, 0x7F, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF)]
    [InlineData("a message is continued that did not begin", 0x80, 0x00)]
    [InlineData("a message begins inside another", 0x01, 0x00, 0x81, 0x00)]
    public void What_a_server_may_not_send_is_said(string expected, params int[] bytes)
    {
        Assert.Equal(expected, Assert.Throws<FrameException>(() => Read([.. bytes.Select(one => (byte)one)])).Message);
    }

    [Fact]
    public void A_close_frame_without_a_code_is_1005()
    {
        Assert.Equal(["close 1005"], Read(Frames.Make(0x88, [])).Said);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void Frames_of_a_client_are_final_and_masked(int length)
    {
        var payload = Enumerable.Range(0, length).Select(place => (byte)place).ToArray();

        var frame = ClientFrames.Make(Opcode.Text, payload);

        Assert.Equal(0x81, frame[0]);
        Assert.Equal(0x80, frame[1] & 0x80);

        // Taken off the mask, it is the frame of a server.
        var header = length switch { < 126 => 2, <= ushort.MaxValue => 4, _ => 10 };
        var mask = frame.AsSpan(header, 4).ToArray();
        var unmasked = frame[(header + 4)..].Select((one, place) => (byte)(one ^ mask[place % 4])).ToArray();
        Assert.Equal(payload, unmasked);
        Assert.Equal(Frames.Make(0x81, payload)[1..header], new[] { (byte)(frame[1] & 0x7F) }.Concat(frame[2..header]));
    }

    private static RecordingSink Read(byte[] bytes)
    {
        var sink = new RecordingSink();
        using var reader = new FrameReader();
        reader.Feed(bytes, sink);
        return sink;
    }
}
