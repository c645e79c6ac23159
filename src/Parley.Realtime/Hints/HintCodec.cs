using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Parley.Contracts;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Hints;

/// <summary>
/// How hints are written on a network. All of it is UTF-8 text, which PostgreSQL carries as it is, and the JSON of events and frames is in it as it
/// is, last in its entry, so that nothing is escaped. Ids are 32 hexadecimal digits, numbers decimal digits up to a space.
/// <code>
/// packet  = "1" sender sent entry*                 sent    = entry of "Z" milliseconds-since-1970
/// entry   = length-of-the-rest-in-bytes ":" kind …
/// event   = "E" channel seq effect subject json       head    = "H" channel seq
/// frame   = "T" channel except json                   account = "F" account json
/// joined  = "J" account channel seq                   revoked = "R" account sign-in*
/// changed = "C" account group*                     groups  = "G" account
/// loss    = "X"                                       trace   = "W" traceparent, of the event in the next entry
/// presence= "P" node ( "C" version person* | "S" version part parts person* | "A" version | "L" | "Q" node )
/// person  = account status count group*
/// </code>
/// A node that meets another version leaves the packet alone, and a kind that it does not know the entry: nodes of two releases share a bus.
/// </summary>
public static class HintCodec
{
    internal const byte Version = (byte)'1';
    internal const int IdBytes = 32;
    internal const int HeaderBytes = 1 + IdBytes;

    /// <summary>The moment of sending, behind the header: <c>15:Z1790000000000 </c>, and room for three more digits.</summary>
    internal const int SentBytes = 21;

    /// <summary>The most that stands around the JSON, or the list, of an entry; its trace included.</summary>
    internal const int EntryBytes = 160;

    // 00-TRACE-SPAN-FLAGS (https://www.w3.org/TR/trace-context/).
    private const int TraceParentBytes = 55;

    // The end of the year 9999, where the calendar ends.
    private const long MostMilliseconds = 253_402_300_799_999;

    internal static void WriteHeader(IBufferWriter<byte> output, Guid sender, DateTimeOffset sentAt)
    {
        output.Write([Version]);
        WriteId(output, sender);
        var milliseconds = sentAt.ToUnixTimeMilliseconds();
        WriteNumber(output, milliseconds.ToString(CultureInfo.InvariantCulture).Length + 2, (byte)':');
        output.Write("Z"u8);
        WriteNumber(output, milliseconds);
    }

    /// <summary>The trace of the entry that follows.</summary>
    internal static void WriteTrace(IBufferWriter<byte> output, string traceParent)
    {
        WriteNumber(output, TraceParentBytes + 1, (byte)':');
        output.Write("W"u8);
        Encoding.ASCII.GetBytes(traceParent, output);
    }

    /// <returns>null: the hint is of no trace.</returns>
    internal static string? TraceOf(Hint hint)
    {
        return hint is ChannelHint { Event: { TraceParent.Length: TraceParentBytes } logged } ofChannel && logged.Seq == ofChannel.Head ? logged.TraceParent : null;
    }

    internal static void WriteEntry(IBufferWriter<byte> output, ReadOnlySpan<byte> entry)
    {
        WriteNumber(output, entry.Length, (byte)':');
        output.Write(entry);
    }

    internal static void Write(IBufferWriter<byte> output, Hint hint)
    {
        switch (hint)
        {
            case ChannelHint { Event: { } logged } ofChannel when logged.Seq == ofChannel.Head:
                WriteKind(output, 'E', logged.ChannelId);
                WriteNumber(output, logged.Seq);
                WriteNumber(output, (int)logged.Effect);
                WriteId(output, logged.SubjectId);
                output.Write(logged.Json.Span);
                break;
            case ChannelHint ofChannel:
                WriteKind(output, 'H', ofChannel.ChannelId);
                WriteNumber(output, ofChannel.Head);
                break;
            case ChannelFrameHint frame:
                WriteKind(output, 'T', frame.ChannelId);
                WriteId(output, frame.ExceptAccountId);
                output.Write(frame.Json.Span);
                break;
            case AccountHint.Joined joined:
                WriteKind(output, 'J', joined.AccountId);
                WriteId(output, joined.ChannelId);
                WriteNumber(output, joined.JoinedSeq);
                break;
            case AccountHint.Frame frame:
                WriteKind(output, 'F', frame.AccountId);
                output.Write(frame.Json.Span);
                break;
            case AccountHint.SignInsRevoked revoked:
                WriteKind(output, 'R', revoked.AccountId);
                foreach (var signInId in revoked.SignInIds)
                {
                    WriteId(output, signInId);
                }

                break;
            case AccountHint.GroupsChanged changed:
                WriteKind(output, 'G', changed.AccountId);
                break;
            case AccountChangedHint changed:
                WriteKind(output, 'C', changed.AccountId);
                foreach (var group in changed.Groups)
                {
                    WriteId(output, group);
                }

                break;
            case WorkspaceNewsHint news:
                WriteKind(output, news.What == WorkspaceNews.Emoji ? 'M' : 'U', news.WorkspaceId);
                break;
            case PresenceHint presence:
                WriteKind(output, 'P', presence.NodeId);
                Write(output, presence.News);
                break;
            case LossHint:
                output.Write("X"u8);
                break;
            default:
                throw new InvalidOperationException($"Unknown hint {hint}.");
        }
    }

    /// <returns>null: not a packet of this version.</returns>
    internal static Guid? SenderOf(ReadOnlySpan<byte> packet)
    {
        var fields = new HintFields(packet);
        return fields.TryReadByte(out var version) && version == Version && fields.TryReadId(out var sender) ? sender : null;
    }

    /// <returns>By the sender's clock; null: it is of a release that does not say.</returns>
    internal static DateTimeOffset? SentAt(ReadOnlySpan<byte> packet)
    {
        var fields = new HintFields(packet[HeaderBytes..]);
        return fields.TryReadNumber((byte)':', out _) && fields.TryReadByte(out var kind) && kind == (byte)'Z'
            && fields.TryReadNumber(out var milliseconds) && milliseconds <= MostMilliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }

    /// <summary>Reads what is wanted and whole.</summary>
    /// <param name="packet">With its header. The hints keep parts of it: it is never changed afterwards.</param>
    /// <param name="wants">Whether somebody here follows the topic; asked before the rest is read.</param>
    /// <param name="hints">Where the hints go.</param>
    /// <returns>How many entries were not understood.</returns>
    internal static int Read(ReadOnlyMemory<byte> packet, Func<HintTopic, bool> wants, List<Hint> hints)
    {
        var ignored = 0;
        ReadOnlyMemory<byte> trace = default;
        for (var rest = packet[HeaderBytes..]; !rest.IsEmpty;)
        {
            var fields = new HintFields(rest.Span);
            if (!fields.TryReadNumber((byte)':', out var length) || length > fields.Rest.Length)
            {
                // Where the next one begins is not known either.
                return ignored + 1;
            }

            var entry = rest.Slice(rest.Length - fields.Rest.Length, (int)length);
            rest = rest[(rest.Length - fields.Rest.Length + (int)length)..];
            if (!entry.IsEmpty && entry.Span[0] == (byte)'W')
            {
                trace = entry[1..];
                continue;
            }

            if (!TryRead(entry, wants, out var hint))
            {
                ignored++;
            }
            else if (hint is not null)
            {
                hints.Add(trace.Length == TraceParentBytes ? OfTrace(hint, trace.Span) : hint);
            }

            trace = default;
        }

        return ignored;
    }

    private static Hint OfTrace(Hint hint, ReadOnlySpan<byte> trace)
    {
        return hint is ChannelHint { Event: { } logged } ofChannel ? ofChannel with { Event = logged with { TraceParent = Encoding.ASCII.GetString(trace) } } : hint;
    }

    /// <param name="entry">Without its length.</param>
    /// <param name="wants">Which topics.</param>
    /// <param name="hint">null: nobody here wants it.</param>
    private static bool TryRead(ReadOnlyMemory<byte> entry, Func<HintTopic, bool> wants, out Hint? hint)
    {
        hint = null;
        var fields = new HintFields(entry.Span);
        if (!fields.TryReadByte(out var kind))
        {
            return false;
        }

        if (kind == (byte)'Z')
        {
            // Read by SentAt.
            return true;
        }

        if (kind == (byte)'X')
        {
            hint = LossHint.Instance;
            return true;
        }

        if (!fields.TryReadId(out var id) || TopicOf(kind, id) is not { } topic)
        {
            return false;
        }

        return !wants(topic) || TryRead(entry, kind, id, fields, out hint);
    }

    private static HintTopic? TopicOf(byte kind, Guid id)
    {
        return (char)kind switch
        {
            'E' or 'H' or 'T' => HintTopic.Channel(id),
            'J' or 'F' or 'G' => HintTopic.Account(id),
            'R' => HintTopic.EveryNode,
            'P' or 'C' or 'M' or 'U' => HintTopic.Presence,
            _ => null,
        };
    }

    private static bool TryRead(ReadOnlyMemory<byte> entry, byte kind, Guid id, HintFields fields, [NotNullWhen(true)] out Hint? hint)
    {
        hint = null;
        switch ((char)kind)
        {
            case 'E' when fields.TryReadNumber(out var seq) && fields.TryReadNumber(out var effect) && fields.TryReadId(out var subject) && Enum.IsDefined((EventEffect)effect):
                hint = new ChannelHint(id, seq, new LoggedEvent(id, seq, entry[^fields.Rest.Length..], (EventEffect)effect, subject));
                break;
            case 'H' when fields.TryReadNumber(out var head):
                hint = new ChannelHint(id, head, Event: null);
                break;
            case 'T' when fields.TryReadId(out var except):
                hint = new ChannelFrameHint(id, except, entry[^fields.Rest.Length..]);
                break;
            case 'J' when fields.TryReadId(out var channelId) && fields.TryReadNumber(out var joinedSeq):
                hint = new AccountHint.Joined(id, channelId, joinedSeq);
                break;
            case 'F':
                hint = new AccountHint.Frame(id, entry[^fields.Rest.Length..]);
                break;
            case 'R' when TryReadIds(ref fields, fields.Rest.Length / IdBytes, out var signInIds) && fields.Rest.IsEmpty:
                hint = new AccountHint.SignInsRevoked(id, signInIds);
                break;
            case 'G' when fields.Rest.IsEmpty:
                hint = new AccountHint.GroupsChanged(id);
                break;
            case 'C' when TryReadIds(ref fields, fields.Rest.Length / IdBytes, out var groups) && fields.Rest.IsEmpty:
                hint = new AccountChangedHint(id, groups);
                break;
            case 'M' when fields.Rest.IsEmpty:
                hint = new WorkspaceNewsHint(id, WorkspaceNews.Emoji);
                break;
            case 'U' when fields.Rest.IsEmpty:
                hint = new WorkspaceNewsHint(id, WorkspaceNews.Groups);
                break;
            case 'P' when TryReadNews(ref fields) is { } news:
                hint = new PresenceHint(id, news);
                break;
        }

        return hint is not null;
    }

    private static PresenceNews? TryReadNews(ref HintFields fields)
    {
        if (!fields.TryReadByte(out var kind))
        {
            return null;
        }

        return (char)kind switch
        {
            'C' when fields.TryReadNumber(out var version) && TryReadPeople(ref fields) is { } people => new PresenceNews.Changes(version, people),
            'S' when fields.TryReadNumber(out var version) && fields.TryReadCount(out var part) && fields.TryReadCount(out var parts)
                && part < parts && TryReadPeople(ref fields) is { } people => new PresenceNews.Snapshot(version, part, parts, people),
            'A' when fields.TryReadNumber(out var version) => new PresenceNews.Alive(version),
            'L' => new PresenceNews.Left(),
            'Q' when fields.TryReadId(out var of) => new PresenceNews.Ask(of),
            _ => null,
        };
    }

    private static List<PresenceEntry>? TryReadPeople(ref HintFields fields)
    {
        List<PresenceEntry> people = [];
        while (!fields.Rest.IsEmpty)
        {
            if (!fields.TryReadId(out var accountId)
                || !fields.TryReadNumber(out var status)
                || !Enum.IsDefined((PresenceStatus)status)
                || !fields.TryReadCount(out var groups)
                || !TryReadIds(ref fields, groups, out var announcedIn))
            {
                return null;
            }

            people.Add(new PresenceEntry(accountId, (PresenceStatus)status, announcedIn));
        }

        return people;
    }

    private static bool TryReadIds(ref HintFields fields, int count, out Guid[] ids)
    {
        ids = [];
        if (count > fields.Rest.Length / IdBytes)
        {
            return false;
        }

        ids = new Guid[count];
        for (var index = 0; index < count; index++)
        {
            if (!fields.TryReadId(out ids[index]))
            {
                return false;
            }
        }

        return true;
    }

    private static void Write(IBufferWriter<byte> output, PresenceNews news)
    {
        switch (news)
        {
            case PresenceNews.Changes changes:
                output.Write("C"u8);
                WriteNumber(output, changes.Version);
                Write(output, changes.Entries);
                break;
            case PresenceNews.Snapshot snapshot:
                output.Write("S"u8);
                WriteNumber(output, snapshot.Version);
                WriteNumber(output, snapshot.Part);
                WriteNumber(output, snapshot.Parts);
                Write(output, snapshot.Entries);
                break;
            case PresenceNews.Alive alive:
                output.Write("A"u8);
                WriteNumber(output, alive.Version);
                break;
            case PresenceNews.Left:
                output.Write("L"u8);
                break;
            case PresenceNews.Ask ask:
                WriteKind(output, 'Q', ask.OfNodeId);
                break;
            default:
                throw new InvalidOperationException($"Unknown news {news}.");
        }
    }

    private static void Write(IBufferWriter<byte> output, IReadOnlyList<PresenceEntry> people)
    {
        foreach (var person in people)
        {
            WriteId(output, person.AccountId);
            WriteNumber(output, (int)person.Status);
            WriteNumber(output, person.AnnouncedIn.Count);
            foreach (var group in person.AnnouncedIn)
            {
                WriteId(output, group);
            }
        }
    }

    private static void WriteKind(IBufferWriter<byte> output, char kind, Guid id)
    {
        output.Write([(byte)kind]);
        WriteId(output, id);
    }

    private static void WriteId(IBufferWriter<byte> output, Guid id)
    {
        Utf8Formatter.TryFormat(id, output.GetSpan(IdBytes), out var written, 'N');
        output.Advance(written);
    }

    private static void WriteNumber(IBufferWriter<byte> output, long number, byte end = (byte)' ')
    {
        // The longest: -9223372036854775808 and the end.
        var span = output.GetSpan(21);
        Utf8Formatter.TryFormat(number, span, out var written);
        span[written] = end;
        output.Advance(written + 1);
    }
}
