using Parley.Contracts;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Simulation;

/// <summary>
/// A client as the protocol describes it, which checks every frame against the model: each event of each membership once and in order, nothing
/// of the time outside, and a reset only where one is due.
/// </summary>
internal sealed class Client(Guid accountId, ModelLog log, int replayEvents)
{
    private readonly Dictionary<Guid, long> _cursors = [];

    // Told to reload and not told anything since.
    private readonly HashSet<Guid> _reloading = [];
    private string? _epoch;

    // What the gate said when this connection was opened: channels it did not follow, with their heads then.
    private Dictionary<Guid, long> _notFollowed = [];

    // Where this connection's replay began, for what is told of a cursor that was too far back.
    private Dictionary<Guid, long> _connectCursors = [];
    private bool _isOtherEpoch;
    private bool _isReady;

    public Guid AccountId => accountId;

    public TestConnection? Connection { get; private set; }

    /// <summary>Whether the server closed the connection: the client has to come back.</summary>
    public bool IsClosed { get; private set; }

    public int Received { get; private set; }

    public int Resets { get; private set; }

    public ConnectFrame Opens(TestConnection connection, bool isFresh)
    {
        Connection = connection;
        IsClosed = false;
        _isReady = false;
        _notFollowed = [];
        if (isFresh)
        {
            _cursors.Clear();
            _epoch = null;
        }

        _connectCursors = new Dictionary<Guid, long>(_cursors);
        return new ConnectFrame { Token = $"{accountId}/{connection.Connection.Id}", Epoch = _epoch, Cursors = new Dictionary<Guid, long>(_cursors) };
    }

    public void Ends()
    {
        Connection = null;
    }

    public void NoteNotFollowed()
    {
        _notFollowed = log.ChannelIds.Where(one => !log.IsMember(one, accountId)).ToDictionary(one => one, log.HeadOf);
    }

    public void Take(int count)
    {
        foreach (var frame in Connection?.Writer.Take(count) ?? [])
        {
            Receive(frame);
        }
    }

    /// <summary>Everything has settled: nothing that the account may have is missing.</summary>
    public void CheckComplete()
    {
        Assert.True(_isReady, "The connection never became ready.");
        foreach (var channelId in log.ChannelIds)
        {
            var from = _cursors.TryGetValue(channelId, out var cursor) ? cursor : 0;
            if (_notFollowed.TryGetValue(channelId, out var head) && !log.IsMember(channelId, accountId))
            {
                // What a client missed of a membership that had ended when it connected, it does not get.
                from = Math.Max(from, head);
            }

            if (_reloading.Contains(channelId) && !log.IsMember(channelId, accountId))
            {
                // The membership ended before it could be caught up with; the reload says so.
                continue;
            }

            AssertNothingBetween(channelId, from, log.HeadOf(channelId) + 1);
        }
    }

    private void Receive(SentFrame frame)
    {
        if (frame.Opcode == SentFrame.Close)
        {
            IsClosed = true;
            return;
        }

        Assert.False(IsClosed, "Something came after the close frame.");
        var json = frame.Parse();
        var type = json.GetProperty("type").GetString();
        if (type == FrameTypes.Ready)
        {
            var epoch = json.GetProperty("epoch").GetString();
            _isOtherEpoch = _epoch is not null && epoch != _epoch;
            _epoch = epoch;
            _isReady = true;
            foreach (var head in json.GetProperty("heads").EnumerateObject())
            {
                _cursors.TryAdd(Guid.Parse(head.Name), head.Value.GetInt64());
            }

            return;
        }

        Assert.True(_isReady, $"{type} came before ready.");
        var channelId = json.GetProperty("channelId").GetGuid();
        if (type == FrameTypes.ChannelReset)
        {
            ReceiveReset(channelId, json.GetProperty("head").GetInt64());
            return;
        }

        ReceiveEvent(channelId, json.GetProperty("seq").GetInt64());
    }

    private void ReceiveReset(Guid channelId, long head)
    {
        Resets++;
        var cursor = _cursors.GetValueOrDefault(channelId);
        Assert.True(head <= log.HeadOf(channelId), "A reset to past the head.");
        Assert.True(_isOtherEpoch || log.HeadOf(channelId) - Math.Min(cursor, _connectCursors.GetValueOrDefault(channelId, cursor)) > replayEvents, "A reset that nothing asked for.");
        Assert.True(_isOtherEpoch || head >= cursor, "A reset back.");
        _reloading.Add(channelId);
        _cursors[channelId] = head;
    }

    private void ReceiveEvent(Guid channelId, long seq)
    {
        Received++;
        _reloading.Remove(channelId);
        Assert.True(log.IsVisible(channelId, accountId, seq), $"Event {seq} of {channelId} is not for {accountId}.");
        if (_cursors.TryGetValue(channelId, out var cursor))
        {
            Assert.True(seq > cursor, $"Event {seq} of {channelId} came after {cursor}.");
            AssertNothingBetween(channelId, cursor, seq);
        }
        else
        {
            // The first of a channel that became theirs while connected.
            AssertNothingBetween(channelId, Math.Min(_notFollowed.GetValueOrDefault(channelId), seq - 1), seq);
        }

        _cursors[channelId] = seq;
    }

    private void AssertNothingBetween(Guid channelId, long after, long before)
    {
        for (var seq = after + 1; seq < before; seq++)
        {
            Assert.False(log.IsVisible(channelId, accountId, seq), $"Event {seq} of {channelId} is missing for {accountId}: {after} and then {before}.");
        }
    }
}
