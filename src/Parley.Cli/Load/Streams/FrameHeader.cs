using System.Buffers.Binary;

namespace Parley.Cli.Load.Streams;

/// <summary>
/// The header of a WebSocket frame (RFC 6455, section 5.2):
/// <code>
/// FIN RSV1-3 opcode | MASK length:7 | 126: length:16, 127: length:63 | mask:32 when MASK
/// </code>
/// </summary>
internal readonly record struct FrameHeader(bool IsFinal, Opcode Opcode, long PayloadBytes, int HeaderBytes)
{
    private const int FinalBit = 0x80;
    private const int ReservedBits = 0x70;
    private const int OpcodeBits = 0x0F;
    private const int MaskBit = 0x80;
    private const int LengthBits = 0x7F;
    private const int Length16 = 126;
    private const int Length63 = 127;
    private const int ControlBytes = 125;

    public bool IsControl => Opcode >= Opcode.Close;

    /// <returns>false: not all of the header is there yet.</returns>
    /// <exception cref="FrameException">A server may not send this.</exception>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FrameHeader header)
    {
        header = default;
        if (bytes.Length < 2)
        {
            return false;
        }

        var length = (long)(bytes[1] & LengthBits);
        var headerBytes = length switch { Length16 => 4, Length63 => 10, _ => 2 };
        if (bytes.Length < headerBytes)
        {
            return false;
        }

        length = length switch
        {
            Length16 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            Length63 => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
            _ => length,
        };
        header = new FrameHeader((bytes[0] & FinalBit) != 0, (Opcode)(bytes[0] & OpcodeBits), length, headerBytes);
        header.Check(hasReservedBits: (bytes[0] & ReservedBits) != 0, isMasked: (bytes[1] & MaskBit) != 0);
        return true;
    }

    private void Check(bool hasReservedBits, bool isMasked)
    {
        if (hasReservedBits)
        {
            throw new FrameException("reserved bits are set though no extension was agreed");
        }

        if (isMasked)
        {
            throw new FrameException("a frame of the server is masked");
        }

        if (Opcode is not (Opcode.Continuation or Opcode.Text or Opcode.Close or Opcode.Ping or Opcode.Pong))
        {
            throw new FrameException($"opcode {(int)Opcode}: Parley sends text only");
        }

        if (IsControl && (!IsFinal || PayloadBytes > ControlBytes))
        {
            throw new FrameException("a control frame is fragmented or too long");
        }

        if (PayloadBytes < 0)
        {
            throw new FrameException("a length has its 64th bit set");
        }
    }
}

internal enum Opcode
{
    Continuation = 0x0,
    Text = 0x1,
    Close = 0x8,
    Ping = 0x9,
    Pong = 0xA,
}

/// <summary>The bytes are not what a server may send; the message says why.</summary>
internal sealed class FrameException(string message) : Exception(message);
