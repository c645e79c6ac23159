using System.Buffers.Binary;

namespace Parley.Cli.Load;

/// <summary>
/// Which run a message is of, which message it is, and when it was due on the clock of the process that posted it. It is the message's
/// <c>clientMessageId</c> and stands at the beginning of its text, which is what readers get: so a reader in the same process knows how late the message
/// is, whichever comes first, the event or the answer to the post. It is written as a UUID of version 8, which RFC 9562 leaves to applications:
/// <code>
/// due, 48 bits of microseconds | 8 | 12 bits of zero | 10 | 30 bits of the run | 32 bits of number
/// </code>
/// </summary>
internal readonly record struct MessageStamp(uint Run, uint Number, TimeSpan Due)
{
    private const int IdBytes = 16;
    private const uint RunMask = 0x3FFF_FFFF;
    private const ulong Version8 = 0x8000;
    private const ulong Version8Mask = 0xFFFF;
    private const uint Variant = 0x8000_0000;

    public Guid ToId()
    {
        Span<byte> bytes = stackalloc byte[IdBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)Due.TotalMicroseconds << 16) | Version8);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], Variant | (Run & RunMask));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[12..], Number);
        return new Guid(bytes, bigEndian: true);
    }

    /// <returns>false: the message is not of this run.</returns>
    public static bool TryRead(Guid id, uint run, out MessageStamp stamp)
    {
        Span<byte> bytes = stackalloc byte[IdBytes];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var due = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        stamp = new MessageStamp(run, BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]), TimeSpan.FromMicroseconds((long)(due >> 16)));
        return (due & Version8Mask) == Version8 && BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) == (Variant | (run & RunMask));
    }
}
