using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Parley.Contracts;

namespace Parley.Realtime;

/// <summary>How the event stream treats its connections and feeds. Read once, at start.</summary>
public sealed class RealtimeOptions
{
    /// <summary>How frames get to the clients.</summary>
    public FrameWriterKind Writer { get; set; }

    /// <summary>How long a client may take to send <c>connect</c>; then 4407. The protocol says 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After this silence a connection gets a WebSocket ping. 25 s stays below the 30 s after which some proxies drop idle connections.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan PingAfter { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>After this silence, pongs included, a connection is dead: 4407. Three pings.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "03:00:00")]
    public TimeSpan SilenceTimeout { get; set; } = TimeSpan.FromSeconds(75);

    /// <summary>How long a client may take to answer a close frame, and the node to send them all when it stops; then the transport is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long nothing of what waits may be taken by the client; then 4408.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes that may wait for one client; more is 4408. 1 MiB is some 3,000 messages.</summary>
    [Range(64 * 1024, 1024 * 1024 * 1024)]
    public int PendingBytes { get; set; } = 1024 * 1024;

    /// <summary>A replay, and what nobody misses, goes on only while no more than this waits. Together with <see cref="RingBytes"/> below <see cref="PendingBytes"/>.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int ReplayPendingBytes { get; set; } = 256 * 1024;

    /// <summary>Events of one channel that are replayed at most; a client that misses more reloads. The protocol says 1,000.</summary>
    [Range(1, 100_000)]
    public int ReplayEvents { get; set; } = Limits.ReplayEvents;

    /// <summary>Recent events that a channel with readers keeps, so that most resumes need no database.</summary>
    [Range(1, 65_536)]
    public int RingEvents { get; set; } = 256;

    /// <summary>Bytes of them at most.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int RingBytes { get; set; } = 256 * 1024;

    /// <summary>How often the heads in the database are compared with what was delivered: how late an event whose hint was lost can be.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan HeadPollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Reads of the log that run at once on this node, and, beside them, connects. Below the usual connection pool of 100, so that posts find one free.</summary>
    [Range(1, 1_000)]
    public int ConcurrentReads { get; set; } = 16;

    /// <summary>Frames a client may send per second in the long run; more is 4429. Typing and a ping need less than one.</summary>
    [Range(1, 10_000)]
    public int ClientFramesPerSecond { get; set; } = 20;

    /// <summary>Frames a client may send at once.</summary>
    [Range(1, 100_000)]
    public int ClientFrameBurst { get; set; } = 60;

    /// <summary>A connection's typing in one channel is passed on at most once in this time. Below the 5 s for which it is shown.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:05")]
    public TimeSpan TypingInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often changes of presence are told.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan PresenceInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>An account without connections is offline after this time: a page that reloads is back within it.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan OfflineAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a gateway of several says that it is there, when it has nothing else to say.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan NodeHeartbeat { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A gateway that says nothing for this time is taken for dead, and everyone on it for offline.</summary>
    [Range(typeof(TimeSpan), "00:00:00.300", "01:00:00")]
    public TimeSpan NodeSilence { get; set; } = TimeSpan.FromSeconds(35);
}

[OptionsValidator]
internal sealed partial class RealtimeOptionsValidator : IValidateOptions<RealtimeOptions>;
