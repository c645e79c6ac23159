using System.Buffers.Binary;
using System.Text;
using Parley.Cli.Load.Streams;

namespace Parley.Cli.Tests.Load.Streams;

/// <summary>Frames as a server sends them, written here byte by byte, not with the code under test.</summary>
internal static class Frames
{
    public static byte[] Text(string text, bool isFinal = true) => Make((byte)(isFinal ? 0x81 : 0x01), Encoding.UTF8.GetBytes(text));

    public static byte[] Continued(string text, bool isFinal) => Make((byte)(isFinal ? 0x80 : 0x00), Encoding.UTF8.GetBytes(text));

    public static byte[] Ping(string payload) => Make(0x89, Encoding.UTF8.GetBytes(payload));

    public static byte[] Pong() => Make(0x8A, []);

    public static byte[] Close(ushort code) => Make(0x88, [(byte)(code >> 8), (byte)code]);

    public static byte[] Make(byte first, byte[] payload)
    {
        if (payload.Length < 126)
        {
            return [first, (byte)payload.Length, .. payload];
        }

        if (payload.Length <= ushort.MaxValue)
        {
            return [first, 126, (byte)(payload.Length >> 8), (byte)payload.Length, .. payload];
        }

        var length = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(length, payload.Length);
        return [first, 127, .. length, .. payload];
    }
}

/// <summary>Writes down what a reader of frames says.</summary>
internal sealed class RecordingSink : IFrameSink
{
    public List<string> Said { get; } = [];

    public List<int> WireBytes { get; } = [];

    public void OnText(ReadOnlySpan<byte> message, int wireBytes)
    {
        Said.Add($"text {Encoding.UTF8.GetString(message)}");
        WireBytes.Add(wireBytes);
    }

    public void OnPing(ReadOnlySpan<byte> payload) => Said.Add($"ping {Encoding.UTF8.GetString(payload)}");

    public void OnClose(int code) => Said.Add($"close {code}");
}
