using System.Buffers;
using System.Buffers.Binary;

namespace Parley.Modules.Files;

/// <summary>A GIF with what shows it: its pictures, how long each stays, and how often they come again. Comments and what programs put beside them are left out.</summary>
internal static class GifCleaner
{
    private const byte Extension = 0x21;
    private const byte Frame = 0x2C;
    private const byte End = 0x3B;

    private const byte GraphicControl = 0xF9;
    private const byte Application = 0xFF;

    // Header, and the logical screen: width, height, flags, background, aspect.
    private const int ScreenBytes = 13;

    // 2C, left, top, width, height, flags.
    private const int FrameBytes = 10;

    public static bool IsGif(ReadOnlySpan<byte> file)
    {
        return file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8);
    }

    // screen [ colours ] ( 21 label ( length data )* 00 | 2C place size flags [ colours ] code-size ( length data )* 00 )* 3B (GIF89a, appendix B), numbers little-endian.
    /// <returns>null: it is not whole, has no picture, or is too large on a side.</returns>
    public static byte[]? Clean(ReadOnlySpan<byte> file, ref PictureSize size)
    {
        if (file.Length < ScreenBytes || !size.Take(Side(file[6..]), Side(file[8..])))
        {
            return null;
        }

        var kept = new ArrayBufferWriter<byte>(file.Length);
        if (!TryTake(ref file, ScreenBytes + ColourBytes(file[10]), out var screen))
        {
            return null;
        }

        kept.Write(screen);
        var hasFrame = false;
        while (file.Length > 0)
        {
            switch (file[0])
            {
                case Extension when TryTakeExtension(ref file, out var label, out var block):
                    if (label == GraphicControl || (label == Application && IsLoop(block)))
                    {
                        kept.Write(block);
                    }

                    break;
                case Frame when TryTakeFrame(ref file, size, out var frame):
                    kept.Write(frame);
                    hasFrame = true;
                    break;
                case End:
                    kept.Write(file[..1]);
                    return hasFrame ? kept.WrittenSpan.ToArray() : null;
                default:
                    return null;
            }
        }

        return null;
    }

    private static bool TryTakeExtension(ref ReadOnlySpan<byte> file, out byte label, out ReadOnlySpan<byte> block)
    {
        label = file.Length > 1 ? file[1] : default;
        block = default;
        return file.Length > 2 && TryTakeWithBlocks(ref file, 2, out block);
    }

    private static bool TryTakeFrame(ref ReadOnlySpan<byte> file, PictureSize size, out ReadOnlySpan<byte> frame)
    {
        frame = default;
        if (file.Length < FrameBytes || !size.Fits(Side(file[5..]), Side(file[7..])))
        {
            return false;
        }

        // The size of the codes stands before the data.
        return TryTakeWithBlocks(ref file, FrameBytes + ColourBytes(file[9]) + 1, out frame);
    }

    private static bool TryTakeWithBlocks(ref ReadOnlySpan<byte> file, int head, out ReadOnlySpan<byte> taken)
    {
        var length = head;
        while (length < file.Length && file[length] > 0)
        {
            length += file[length] + 1;
        }

        return TryTake(ref file, length + 1, out taken);
    }

    private static bool TryTake(ref ReadOnlySpan<byte> file, int length, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (length > file.Length)
        {
            return false;
        }

        taken = file[..length];
        file = file[length..];
        return true;
    }

    /// <summary>The table of colours that follows, when the highest bit says that there is one.</summary>
    private static int ColourBytes(byte flags)
    {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 0x07) + 1);
    }

    private static bool IsLoop(ReadOnlySpan<byte> block)
    {
        var name = block[3..];
        return name.StartsWith("NETSCAPE2.0"u8) || name.StartsWith("ANIMEXTS1.0"u8);
    }

    private static uint Side(ReadOnlySpan<byte> bytes)
    {
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }
}
