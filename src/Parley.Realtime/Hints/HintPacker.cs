using System.Buffers;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Hints;

/// <param name="Topic">Whose hints are in it; when a transport keeps topics together, <see cref="HintTopic.EveryNode"/>.</param>
/// <param name="Bytes">All of it, at most <see cref="IHintTransport.PacketBytes"/>.</param>
public readonly record struct HintPacket(HintTopic Topic, ReadOnlyMemory<byte> Bytes);

/// <summary>Puts hints into as few packets as they fit in, those of a topic in their order. The sending loop is its only caller.</summary>
internal sealed class HintPacker(Guid sender, int packetBytes, bool isByTopic, TimeProvider time)
{
    private readonly ArrayBufferWriter<byte> _entry = new();

    // A hint and what goes with it.
    private readonly ArrayBufferWriter<byte> _entries = new();
    private readonly Dictionary<HintTopic, ArrayBufferWriter<byte>> _open = [];

    /// <returns>The packets, and how many hints fit into none.</returns>
    public (IReadOnlyList<HintPacket> Packets, int TooLarge) Pack(IEnumerable<Hint> hints)
    {
        List<HintPacket> packets = [];
        var tooLarge = 0;
        foreach (var hint in hints.SelectMany(Fitting))
        {
            Write(hint);
            if (!TryAdd(isByTopic ? hint.Topic : HintTopic.EveryNode, packets))
            {
                tooLarge++;
            }
        }

        packets.AddRange(_open.Select(open => new HintPacket(open.Key, open.Value.WrittenMemory)));
        _open.Clear();
        return (packets, tooLarge);
    }

    /// <summary>What is too large for a packet goes without what the receiver can find by itself, or in parts.</summary>
    private IEnumerable<Hint> Fitting(Hint hint)
    {
        var room = packetBytes - HintCodec.HeaderBytes - HintCodec.SentBytes - HintCodec.EntryBytes;
        return hint switch
        {
            ChannelHint { Event: { } logged } ofChannel when logged.Json.Length > room => [ofChannel with { Event = null }],
            AccountHint.SignInsRevoked revoked when revoked.SignInIds.Count * HintCodec.IdBytes > room =>
                revoked.SignInIds.Chunk(room / HintCodec.IdBytes).Select(some => revoked with { SignInIds = some }),
            _ => [hint],
        };
    }

    private void Write(Hint hint)
    {
        _entries.ResetWrittenCount();
        if (HintCodec.TraceOf(hint) is { } traceParent)
        {
            HintCodec.WriteTrace(_entries, traceParent);
        }

        _entry.ResetWrittenCount();
        HintCodec.Write(_entry, hint);
        HintCodec.WriteEntry(_entries, _entry.WrittenSpan);
    }

    private bool TryAdd(HintTopic topic, List<HintPacket> packets)
    {
        var size = _entries.WrittenCount;
        if (HintCodec.HeaderBytes + HintCodec.SentBytes + size > packetBytes)
        {
            return false;
        }

        if (!_open.TryGetValue(topic, out var packet) || packet.WrittenCount + size > packetBytes)
        {
            if (packet is not null)
            {
                packets.Add(new HintPacket(topic, packet.WrittenMemory));
            }

            _open[topic] = packet = new ArrayBufferWriter<byte>(Math.Min(packetBytes, HintCodec.HeaderBytes + HintCodec.SentBytes + size));
            HintCodec.WriteHeader(packet, sender, time.GetUtcNow());
        }

        packet.Write(_entries.WrittenSpan);
        return true;
    }
}
