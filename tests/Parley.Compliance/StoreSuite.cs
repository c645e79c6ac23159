using System.Text.Json;
using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Modules.Channels.Log;

namespace Parley.Compliance;

/// <summary>A fresh database with its schema for each test, and the few things that tests of several ports need in it.</summary>
/// <param name="create">Makes the database.</param>
public abstract class StoreSuite(Func<IStoresFactory> create) : IAsyncLifetime
{
    private readonly List<Stores> _others = [];
    private IStoresFactory _database = null!;
    private DateTimeOffset _now = new(2026, 3, 4, 5, 6, 7, 890, TimeSpan.Zero);

    protected static CancellationToken None => CancellationToken.None;

    protected Stores Stores { get; private set; } = null!;

    public ValueTask InitializeAsync()
    {
        _database = create();
        Stores = _database.Open();
        Stores.Migrator.Migrate();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stores in _others.Append(Stores))
        {
            await stores.DisposeAsync();
        }

        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Another node on the same database.</summary>
    protected Stores OpenAnother()
    {
        var stores = _database.Open();
        _others.Add(stores);
        return stores;
    }

    /// <returns>A second later than the last one.</returns>
    protected DateTimeOffset Next()
    {
        return _now += TimeSpan.FromSeconds(1);
    }

    protected Guid NewId()
    {
        return Guid.CreateVersion7(_now);
    }

    protected Account NewAccount(string username)
    {
        return new Account
        {
            Id = NewId(),
            Username = username,
            DisplayName = $"{username} of Northwind",
            Email = null,
            PasswordHash = "hash",
            IsServerAdmin = false,
            CreatedAt = Next(),
        };
    }

    protected async Task<Guid> AddAccountAsync(string username)
    {
        var account = NewAccount(username);
        Assert.IsType<CreateAccountOutcome.Created>(await Stores.Accounts.CreateAsync(account, null, Next(), None));
        return account.Id;
    }

    /// <param name="ownerId">Its owner.</param>
    /// <param name="memberIds">Who is a member besides.</param>
    protected async Task<Guid> AddWorkspaceAsync(Guid ownerId, params Guid[] memberIds)
    {
        var id = NewId();
        await Stores.Workspaces.CreateAsync(id, "Northwind", ownerId, Next(), None);
        foreach (var memberId in memberIds)
        {
            Assert.True(await Stores.Workspaces.AddMemberAsync(id, memberId, WorkspaceRole.Member, Next(), None));
        }

        return id;
    }

    protected async Task<Guid> AddChannelAsync(Guid workspaceId, string name, ChannelVisibility visibility, params Guid[] memberIds)
    {
        var channel = Writes.Create(workspaceId, name, visibility, memberIds, Next());
        Assert.IsType<CreateChannelOutcome.Created>(await Stores.Log.CreateAsync(channel, None));
        return channel.Id;
    }

    /// <returns>The message's seq.</returns>
    protected async Task<long> PostAsync(Guid channelId, Guid authorId, string text)
    {
        var outcomes = await Stores.Log.PostAsync([Writes.Post(channelId, authorId, text, NewId(), Next())], None);
        return Assert.IsType<PostOutcome.Posted>(Assert.Single(outcomes)).Seq;
    }

    /// <returns>The event's seq.</returns>
    protected async Task<long> ApplyAsync(ChannelChange change)
    {
        return Assert.IsType<ChangeOutcome.Applied>(await Stores.Log.ChangeAsync(change, None)).Seq;
    }

    /// <returns>Each event as "seq type", checked to be whole and to be what its columns say.</returns>
    protected async Task<IReadOnlyList<string>> ReadLogAsync(Guid channelId)
    {
        var events = await Stores.Log.ReadAsync(channelId, 0, 1_000, None);
        return [.. events.Select(logged =>
        {
            var json = JsonSerializer.Deserialize(logged.Json.Span, ParleyJson.Context.ChannelEventDto)!;
            Assert.Equal((channelId, logged.Seq), (json.ChannelId, json.Seq));
            return $"{json.Seq} {json.Type}";
        })];
    }
}
