using System.Buffers.Text;

namespace Parley.Realtime.Hints;

/// <summary>Reads an entry's fields one after the other, from bytes that may be anybody's.</summary>
internal ref struct HintFields(ReadOnlySpan<byte> bytes)
{
    // Nothing longer is a number: a long has 19 digits.
    private const int NumberBytes = 20;

    public ReadOnlySpan<byte> Rest { get; private set; } = bytes;

    public bool TryReadByte(out byte value)
    {
        value = Rest.IsEmpty ? default : Rest[0];
        if (Rest.IsEmpty)
        {
            return false;
        }

        Rest = Rest[1..];
        return true;
    }

    public bool TryReadId(out Guid id)
    {
        if (Rest.Length < HintCodec.IdBytes
            || !Utf8Parser.TryParse(Rest[..HintCodec.IdBytes], out id, out var read, 'N')
            || read != HintCodec.IdBytes)
        {
            id = default;
            return false;
        }

        Rest = Rest[HintCodec.IdBytes..];
        return true;
    }

    /// <summary>A number of 0 or more.</summary>
    public bool TryReadNumber(out long number) => TryReadNumber((byte)' ', out number);

    public bool TryReadNumber(byte end, out long number)
    {
        number = 0;
        var digits = Rest[..Math.Min(Rest.Length, NumberBytes)].IndexOf(end);
        if (digits <= 0 || !Utf8Parser.TryParse(Rest[..digits], out number, out var read) || read != digits || number < 0)
        {
            return false;
        }

        Rest = Rest[(digits + 1)..];
        return true;
    }

    public bool TryReadCount(out int count)
    {
        var isRead = TryReadNumber(out var number) && number <= int.MaxValue;
        count = isRead ? (int)number : 0;
        return isRead;
    }
}
