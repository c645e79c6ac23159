using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Parley.Cli.Load.Streams;

/// <summary>Frames of a client: final, and masked as RFC 6455, section 5.3, asks for.</summary>
internal static class ClientFrames
{
    private const int FinalBit = 0x80;
    private const int MaskBit = 0x80;
    private const int MaskBytes = 4;
    private const int ShortLength = 125;

    public static byte[] Make(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        var lengthBytes = payload.Length switch { <= ShortLength => 0, <= ushort.MaxValue => 2, _ => 8 };
        var frame = new byte[2 + lengthBytes + MaskBytes + payload.Length];
        frame[0] = (byte)(FinalBit | (int)opcode);
        switch (lengthBytes)
        {
            case 0:
                frame[1] = (byte)(MaskBit | payload.Length);
                break;
            case 2:
                frame[1] = MaskBit | 126;
                BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
                break;
            default:
                frame[1] = MaskBit | 127;
                BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(2), payload.Length);
                break;
        }

        var mask = frame.AsSpan(2 + lengthBytes, MaskBytes);
        RandomNumberGenerator.Fill(mask);
        var masked = frame.AsSpan(2 + lengthBytes + MaskBytes);
        for (var place = 0; place < payload.Length; place++)
        {
            masked[place] = (byte)(payload[place] ^ mask[place % MaskBytes]);
        }

        return frame;
    }

    public static byte[] Close(int code)
    {
        Span<byte> payload = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        return Make(Opcode.Close, payload);
    }
}
