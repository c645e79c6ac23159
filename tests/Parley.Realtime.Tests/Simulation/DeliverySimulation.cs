using Parley.Realtime.Ports;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Simulation;

/// <summary>
/// One node, a few accounts with several connections each, a few channels, a bus that loses, repeats and reorders, and a database that answers late,
/// with old news, or not at all. Every choice comes from the steps; at the end everything that still can happen does, and all is checked.
/// </summary>
internal sealed class DeliverySimulation : IDisposable
{
    private const int Channels = 2;
    private const int Accounts = 3;
    private const int ClientsPerAccount = 2;
    private const int RoundsToSettle = 400;

    private static readonly RealtimeOptions Small = new()
    {
        RingEvents = 4,
        RingBytes = 1200,
        ReplayEvents = 12,
        ReplayPendingBytes = 500,
        PendingBytes = 2200,
        ConcurrentReads = 2,
    };

    private readonly EngineWorld _world = new(Small) { SocketsAreOftenFull = true };
    private readonly List<Client> _clients = [];
    private readonly List<ChannelHint> _hints = [];
    private readonly List<AccountHint.Joined>[] _accountHints = [.. Enumerable.Range(0, Accounts).Select(_ => new List<AccountHint.Joined>())];
    private readonly int[] _accountHintsDelivered = new int[Accounts];
    private readonly List<Task> _ends = [];

    public DeliverySimulation()
    {
        _world.Ports.IsPrompt = false;
        _world.Ports.OnFollowedRead = identity =>
            _clients.Find(one => one.Connection?.Connection.Id == identity.SignInId && !one.Connection.Connection.IsReady)?.NoteNotFollowed();
        for (var client = 0; client < Accounts * ClientsPerAccount; client++)
        {
            _clients.Add(new Client(EngineWorld.Id(100 + (client % Accounts)), _world.Log, Small.ReplayEvents));
        }

        for (var channel = 0; channel < Channels; channel++)
        {
            _world.Log.Post(EngineWorld.Id(channel + 1));
        }
    }

    public int Received => _clients.Sum(client => client.Received);

    public int Resets => _clients.Sum(client => client.Resets);

    public static (int Received, int Resets, int TooSlow) Run(Step[] steps)
    {
        using var simulation = new DeliverySimulation();
        foreach (var step in steps)
        {
            simulation.Do(step);
        }

        simulation.CheckAtRest();
        simulation.CheckAtEnd();
        return (simulation.Received, simulation.Resets, (int)simulation._world.Meters["parley.realtime.slow_readers"]);
    }

    public void Do(Step step)
    {
        var (channelId, accountId) = (EngineWorld.Id(1 + (step.First % Channels)), EngineWorld.Id(100 + (step.Second % Accounts)));
        var client = _clients[step.First % _clients.Count];
        switch (step.Kind)
        {
            case StepKind.Post:
                Publish(_world.Log.Post(channelId, step.Second), step.Second);
                break;
            case StepKind.Join when !_world.Log.IsMember(channelId, accountId):
                var joined = _world.Log.Join(channelId, accountId);
                _accountHints[step.Second % Accounts].Add(new AccountHint.Joined(accountId, channelId, joined.Seq));
                Publish(joined, step.First);
                break;
            case StepKind.Leave when _world.Log.IsMember(channelId, accountId):
                Publish(_world.Log.Leave(channelId, accountId), step.First);
                break;
            case StepKind.Connect or StepKind.ConnectFresh when client.Connection is null:
                Connect(client, step.Kind == StepKind.ConnectFresh);
                break;
            case StepKind.Disconnect:
                Disconnect(client);
                break;
            case StepKind.Deliver or StepKind.Repeat or StepKind.Lose when _hints.Count > 0:
                PassOn(step);
                break;
            case StepKind.DeliverToAccount:
                DeliverToAccount(step.First % Accounts);
                break;
            case StepKind.RepeatToAccount when _accountHintsDelivered[step.First % Accounts] is > 0 and var delivered:
                _world.Bus.Publish(_accountHints[step.First % Accounts][step.Second % delivered]);
                break;
            case StepKind.Take:
                Take(client, 1 + (step.Second % 8));
                break;
            case StepKind.Look:
                _world.Ports.Look(step.First);
                break;
            case StepKind.Answer:
                _world.Ports.Answer(step.First);
                break;
            case StepKind.Fail:
                FailRead(step.First);
                break;
            case StepKind.Run:
                _world.Scheduler.RunOne(step.First);
                break;
            case StepKind.Poll:
                _ = _world.Scheduler.Start(PollAsync);
                break;
            case StepKind.Wait:
                _world.Time.Advance(TimeSpan.FromMilliseconds(step.First));
                break;
            default:
                break;
        }
    }

    public void CheckAtRest()
    {
        Settle();
        foreach (var client in _clients.Where(one => one.Connection is null))
        {
            Connect(client, isFresh: false);
        }

        Settle();
        Assert.All(_clients, client => client.CheckComplete());
        var followed = _world.Log.ChannelIds.Where(one => _clients.Exists(client => _world.Log.IsMember(one, client.AccountId)));
        Assert.Equal(followed.Order(), _world.Hub.Feeds.ChannelIds.Order());
    }

    public void CheckAtEnd()
    {
        _clients.ForEach(Disconnect);
        Settle();
        Assert.All(_ends, end => Assert.True(end.IsCompletedSuccessfully, "A connection did not end."));
        Assert.Empty(_world.Hub.Feeds.ChannelIds);
        Assert.Equal(0, _world.Hub.Connections.Count);
    }

    public void Dispose()
    {
        _world.Dispose();
    }

    private void Publish(LoggedEvent logged, int chance)
    {
        _hints.Add(new ChannelHint(logged.ChannelId, logged.Seq, chance % 4 == 0 ? null : logged));
    }

    private void Connect(Client client, bool isFresh)
    {
        var connection = _world.Open();
        var frame = client.Opens(connection, isFresh);
        var json = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(frame, Contracts.ParleyJsonContext.Default.ConnectFrame);
        _ = _world.Scheduler.Start(() => _world.Hub.HandleAsync(connection.Connection, json).AsTask());
    }

    private void Disconnect(Client client)
    {
        if (client.Connection is { } connection)
        {
            client.Ends();

            // The read loop ends first: an opening that waits for the database is given up with it.
            connection.Connection.Abort();
            _ends.Add(_world.Scheduler.Start(() => _world.Hub.EndAsync(connection.Connection)));
        }
    }

    private void PassOn(Step step)
    {
        // Near the front more often, so that order is mostly kept.
        var index = step.First % 3 == 0 ? step.Second % _hints.Count : 0;
        var hint = _hints[index];
        if (step.Kind != StepKind.Repeat)
        {
            _hints.RemoveAt(index);
        }

        if (step.Kind != StepKind.Lose)
        {
            _world.Bus.Publish(hint);
        }
    }

    private void DeliverToAccount(int account)
    {
        if (_accountHintsDelivered[account] < _accountHints[account].Count)
        {
            _world.Bus.Publish(_accountHints[account][_accountHintsDelivered[account]++]);
        }
    }

    private void FailRead(int pick)
    {
        _world.Ports.Fail(pick);
    }

    private void Take(Client client, int count)
    {
        client.Take(count);
        if (client.IsClosed)
        {
            Disconnect(client);
        }
    }

    private async Task PollAsync()
    {
        try
        {
            await _world.Hub.Heads.PollAsync(CancellationToken.None);
        }
        catch (IOException)
        {
            // The loop's next turn would ask again.
        }
    }

    private void Settle()
    {
        for (var round = 0; round < RoundsToSettle; round++)
        {
            var before = (Received, Resets, _clients.Count(one => one.Connection is null));
            for (var account = 0; account < Accounts; account++)
            {
                DeliverToAccount(account);
            }

            if (round % 4 == 0)
            {
                Do(new Step(StepKind.Poll, 0, 0));
            }

            var isBusy = _world.Scheduler.Count > 0 || _world.Ports.Waiting > 0;
            _world.Scheduler.RunAll();
            while (_world.Ports.Waiting > 0)
            {
                _world.Ports.Answer(0);
                _world.Scheduler.RunAll();
            }

            _world.Time.Advance(TimeSpan.FromSeconds(4));
            _world.Scheduler.RunAll();
            foreach (var client in _clients)
            {
                Take(client, int.MaxValue);
                if (client.Connection is null && client.IsClosed)
                {
                    Connect(client, isFresh: false);
                }
            }

            if (round > 8 && round % 4 == 3 && !isBusy && before == (Received, Resets, _clients.Count(one => one.Connection is null)))
            {
                return;
            }
        }

        Assert.Fail("The node does not come to rest.");
    }
}
