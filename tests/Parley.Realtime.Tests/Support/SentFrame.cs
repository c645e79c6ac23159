using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Parley.Realtime.Frames;

namespace Parley.Realtime.Tests.Support;

/// <summary>A server's frame taken apart again, by RFC 6455 and not by the code under test.</summary>
internal sealed record SentFrame(int Opcode, byte[] Payload)
{
    public const int Text = 1;
    public const int Close = 8;
    public const int Ping = 9;
    public const int Pong = 10;

    public string Json => Encoding.UTF8.GetString(Payload);

    public int CloseCode => BinaryPrimitives.ReadUInt16BigEndian(Payload);

    public static SentFrame Of(Frame frame)
    {
        return Assert.Single(Split(frame.Bytes.Span));
    }

    public static List<SentFrame> Split(ReadOnlySpan<byte> bytes)
    {
        List<SentFrame> frames = [];
        while (bytes.Length > 0)
        {
            Assert.Equal(0x80, bytes[0] & 0xF0);
            Assert.Equal(0, bytes[1] & 0x80);
            var (header, length) = (bytes[1] & 0x7F) switch
            {
                126 => (4, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])),
                127 => (10, checked((int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]))),
                var small => (2, small),
            };
            frames.Add(new SentFrame(bytes[0] & 0x0F, bytes.Slice(header, length).ToArray()));
            bytes = bytes[(header + length)..];
        }

        return frames;
    }

    public JsonElement Parse()
    {
        return JsonElement.Parse(Payload);
    }
}
