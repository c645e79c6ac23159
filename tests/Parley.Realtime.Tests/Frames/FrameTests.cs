using Parley.Contracts;
using Parley.Realtime.Frames;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Frames;

public sealed class FrameTests
{
    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(125, 2)]
    [InlineData(126, 4)]
    [InlineData(127, 4)]
    [InlineData(65_535, 4)]
    [InlineData(65_536, 10)]
    [InlineData(200_000, 10)]
    public void A_text_frame_has_the_shortest_header_and_the_whole_payload(int payloadBytes, int headerBytes)
    {
        var payload = new byte[payloadBytes];
        new Random(payloadBytes).NextBytes(payload);

        var frame = Frame.Text(payload);

        Assert.Equal(headerBytes + payloadBytes, frame.Length);
        var sent = SentFrame.Of(frame);
        Assert.Equal(SentFrame.Text, sent.Opcode);
        Assert.Equal(payload, sent.Payload);
    }

    [Fact]
    public void A_wire_shape_becomes_its_json()
    {
        var sent = SentFrame.Of(Frame.Text(new PongFrame { N = 7 }, ParleyJsonContext.Default.PongFrame));

        Assert.Equal("""{"type":"pong","n":7}""", sent.Json);
    }

    [Fact]
    public void A_close_frame_carries_its_code_in_network_order()
    {
        var frame = Frame.Close(CloseCodes.TooSlow);

        Assert.True(frame.IsClose);
        Assert.Equal([0x88, 2, 0x11, 0x38], frame.Bytes.ToArray());
        Assert.Equal([0x88, 0], Frame.Close(code: null).Bytes.ToArray());
    }

    [Fact]
    public void The_ping_is_one_for_all()
    {
        Assert.Equal([0x89, 0], Frame.Ping.Bytes.ToArray());
        Assert.False(Frame.Ping.IsClose);
    }
}
