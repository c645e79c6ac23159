using System.Collections.Concurrent;

namespace Parley.Testing;

/// <summary>One world per database for all tests of a class (a class fixture): for tests that leave each other's people and channels alone.</summary>
public sealed class Worlds : IAsyncDisposable
{
    private readonly ConcurrentDictionary<DatabaseKind, Lazy<Task<World>>> _worlds = new();

    /// <summary>The world on this database, made at the first asking. Its address limits are out of the way.</summary>
    public Task<World> OnAsync(DatabaseKind kind)
    {
        return _worlds.GetOrAdd(kind, _ => new Lazy<Task<World>>(() => World.CreateAsync(kind, ("Parley:Accounts:FailuresPerAddress", "1000000"), ("Parley:Search:PerMinute", "100000")))).Value;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var world in _worlds.Values)
        {
            await (await world.Value).DisposeAsync();
        }
    }
}
