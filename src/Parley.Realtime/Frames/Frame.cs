using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Parley.Realtime.Frames;

/// <summary>
/// One WebSocket frame as it goes out: header and payload, encoded once and shared by every connection it is for. A server does not mask
/// (RFC 6455, section 5.1), so the bytes are the same for all. Never changed after construction.
/// </summary>
internal sealed class Frame
{
    // RFC 6455, section 5.2: FIN and the opcode, then the length in 7 bits, or 126 and 16 bits, or 127 and 64 bits, in network order.
    private const byte FinalText = 0x81;
    private const byte FinalClose = 0x88;
    private const byte FinalPing = 0x89;
    private const byte OpcodeMask = 0x0F;
    private const byte CloseOpcode = 0x08;
    private const int ShortPayloadBytes = 125;

    /// <summary>A WebSocket ping without payload: every peer answers it by itself.</summary>
    public static readonly Frame Ping = new([FinalPing, 0]);

    private readonly byte[] _bytes;

    private Frame(byte[] bytes)
    {
        _bytes = bytes;
    }

    public ReadOnlyMemory<byte> Bytes => _bytes;

    public int Length => _bytes.Length;

    public bool IsClose => (_bytes[0] & OpcodeMask) == CloseOpcode;

    public static Frame Text<T>(T value, JsonTypeInfo<T> type)
    {
        return Text(JsonSerializer.SerializeToUtf8Bytes(value, type));
    }

    public static Frame Text(ReadOnlySpan<byte> utf8)
    {
        byte[] bytes;
        if (utf8.Length <= ShortPayloadBytes)
        {
            bytes = new byte[2 + utf8.Length];
            bytes[1] = (byte)utf8.Length;
        }
        else if (utf8.Length <= ushort.MaxValue)
        {
            bytes = new byte[4 + utf8.Length];
            bytes[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)utf8.Length);
        }
        else
        {
            bytes = new byte[10 + utf8.Length];
            bytes[1] = 127;
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(2), (ulong)utf8.Length);
        }

        bytes[0] = FinalText;
        utf8.CopyTo(bytes.AsSpan(bytes.Length - utf8.Length));
        return new Frame(bytes);
    }

    /// <param name="code">null: without a code, as the answer to a close without one.</param>
    public static Frame Close(int? code)
    {
        return code is { } value ? new Frame([FinalClose, 2, (byte)(value >> 8), (byte)value]) : new Frame([FinalClose, 0]);
    }

    /// <summary>Several frames as one: they are written, and dropped, together.</summary>
    public static Frame Join(IReadOnlyList<Frame> frames)
    {
        var bytes = new byte[frames.Sum(frame => frame.Length)];
        var filled = 0;
        foreach (var frame in frames)
        {
            frame._bytes.CopyTo(bytes, filled);
            filled += frame.Length;
        }

        return new Frame(bytes);
    }

    /// <summary>A whole frame that the WebSocket library encoded: its pong or its close.</summary>
    public static Frame Encoded(ReadOnlySpan<byte> bytes)
    {
        return new Frame(bytes.ToArray());
    }
}
