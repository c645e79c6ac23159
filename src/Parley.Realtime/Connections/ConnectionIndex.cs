using System.Collections.Concurrent;

namespace Parley.Realtime.Connections;

/// <summary>The connections of this node: all of them, for the heartbeat and the stop, and by account, for what is meant for one person.</summary>
internal sealed class ConnectionIndex
{
    private readonly ConcurrentDictionary<Connection, bool> _all = new();
    private readonly ConcurrentDictionary<Guid, Connection[]> _byAccount = new();

    public int Count => _all.Count;

    public IEnumerable<Connection> All => _all.Select(entry => entry.Key);

    public IReadOnlyList<Connection> Of(Guid accountId)
    {
        return _byAccount.GetValueOrDefault(accountId, []);
    }

    public void Add(Connection connection)
    {
        _all.TryAdd(connection, true);
    }

    /// <summary>From now on hints for its account reach the connection.</summary>
    public void AddToAccount(Connection connection)
    {
        _byAccount.AddOrUpdate(connection.AccountId, static (_, added) => [added], static (_, others, added) => [.. others, added], connection);
    }

    public void Remove(Connection connection)
    {
        _all.TryRemove(connection, out _);
        if (connection.Identity is null)
        {
            return;
        }

        while (_byAccount.TryGetValue(connection.AccountId, out var connections))
        {
            Connection[] others = [.. connections.Where(other => other != connection)];
            var isRemoved = others.Length == 0
                ? _byAccount.TryRemove(new KeyValuePair<Guid, Connection[]>(connection.AccountId, connections))
                : _byAccount.TryUpdate(connection.AccountId, others, connections);
            if (isRemoved)
            {
                return;
            }
        }
    }
}
