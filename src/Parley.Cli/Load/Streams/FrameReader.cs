using System.Buffers;
using System.Buffers.Binary;

namespace Parley.Cli.Load.Streams;

/// <summary>Takes what a reader of frames makes of the bytes. The spans are valid during the call.</summary>
internal interface IFrameSink
{
    /// <param name="message">A whole message, fragments put together.</param>
    /// <param name="wireBytes">What it took on the connection, headers included.</param>
    void OnText(ReadOnlySpan<byte> message, int wireBytes);

    void OnPing(ReadOnlySpan<byte> payload);

    /// <param name="code">1005: the frame has none.</param>
    void OnClose(int code);
}

/// <summary>
/// From bytes as they arrive to messages. Most frames are read where they lie in the caller's buffer; memory of its own it has only while a frame or
/// a message is not whole, so that ten thousand idle connections hold none. One caller at a time.
/// </summary>
internal sealed class FrameReader : IDisposable
{
    // As Parley.Client takes: `ready` of 100,000 channels has 6 MB.
    private const int MessageBytes = 16 * 1024 * 1024;
    private const int NoCode = 1005;

    // Of a frame whose rest has not come.
    private Kept _frame;

    // Of a message whose last fragment has not come.
    private Kept _message;
    private int _messageWireBytes;
    private bool _isInMessage;

    /// <exception cref="FrameException">The bytes are no frames that a server may send; nothing after them can be read.</exception>
    public void Feed(ReadOnlySpan<byte> bytes, IFrameSink sink)
    {
        if (_frame.IsEmpty)
        {
            _frame.Append(bytes[ReadFrames(bytes, sink)..]);
            return;
        }

        _frame.Append(bytes);
        _frame.Drop(ReadFrames(_frame.Bytes, sink));
    }

    public void Dispose()
    {
        _frame.Clear();
        _message.Clear();
    }

    /// <returns>How many bytes were whole frames.</returns>
    private int ReadFrames(ReadOnlySpan<byte> bytes, IFrameSink sink)
    {
        var read = 0;
        while (FrameHeader.TryRead(bytes[read..], out var header))
        {
            if (header.PayloadBytes > MessageBytes - _message.Bytes.Length)
            {
                throw new FrameException($"a message is longer than {MessageBytes:N0} bytes");
            }

            var frameBytes = header.HeaderBytes + (int)header.PayloadBytes;
            if (bytes.Length - read < frameBytes)
            {
                break;
            }

            OnFrame(header, bytes.Slice(read + header.HeaderBytes, (int)header.PayloadBytes), sink);
            read += frameBytes;
        }

        return read;
    }

    private void OnFrame(FrameHeader header, ReadOnlySpan<byte> payload, IFrameSink sink)
    {
        switch (header.Opcode)
        {
            case Opcode.Ping:
                sink.OnPing(payload);
                break;
            case Opcode.Pong:
                break;
            case Opcode.Close:
                sink.OnClose(payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(payload) : NoCode);
                break;
            case Opcode.Text or Opcode.Continuation when header.Opcode == Opcode.Text == _isInMessage:
                throw new FrameException(_isInMessage ? "a message begins inside another" : "a message is continued that did not begin");
            case Opcode.Text when header.IsFinal:
                sink.OnText(payload, header.HeaderBytes + payload.Length);
                break;
            default:
                OnFragment(header, payload, sink);
                break;
        }
    }

    private void OnFragment(FrameHeader header, ReadOnlySpan<byte> payload, IFrameSink sink)
    {
        _message.Append(payload);
        _messageWireBytes += header.HeaderBytes + payload.Length;
        _isInMessage = !header.IsFinal;
        if (header.IsFinal)
        {
            sink.OnText(_message.Bytes, _messageWireBytes);
            _message.Clear();
            _messageWireBytes = 0;
        }
    }

    /// <summary>Bytes in a rented array, which goes back as soon as none are left.</summary>
    private struct Kept
    {
        private const int LeastBytes = 512;

        private byte[]? _array;
        private int _count;

        public readonly bool IsEmpty => _count == 0;

        public readonly ReadOnlySpan<byte> Bytes => _array.AsSpan(0, _count);

        public void Append(ReadOnlySpan<byte> bytes)
        {
            if (bytes.IsEmpty)
            {
                return;
            }

            if (_array is null || _array.Length < _count + bytes.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(Math.Max(LeastBytes, Math.Max(_count * 2, _count + bytes.Length)));
                Bytes.CopyTo(larger);
                Return();
                _array = larger;
            }

            bytes.CopyTo(_array.AsSpan(_count));
            _count += bytes.Length;
        }

        public void Drop(int count)
        {
            _count -= count;
            if (_count == 0)
            {
                Return();
            }
            else if (count > 0)
            {
                _array.AsSpan(count, _count).CopyTo(_array);
            }
        }

        public void Clear()
        {
            _count = 0;
            Return();
        }

        private void Return()
        {
            if (_array is not null)
            {
                ArrayPool<byte>.Shared.Return(_array);
                _array = null;
            }
        }
    }
}
