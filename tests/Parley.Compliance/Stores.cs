using Microsoft.Extensions.DependencyInjection;
using Parley.Modules.Accounts;
using Parley.Modules.Avatars;
using Parley.Modules.Channels;
using Parley.Modules.Channels.Log;
using Parley.Modules.CustomEmoji;
using Parley.Modules.Drafts;
using Parley.Modules.Files;
using Parley.Modules.Groups;
using Parley.Modules.Jobs;
using Parley.Modules.Mentions;
using Parley.Modules.Messages;
using Parley.Modules.Pins;
using Parley.Modules.ReadMarkers;
using Parley.Modules.SavedMessages;
using Parley.Modules.Threads;
using Parley.Modules.Workspaces;
using Parley.Realtime.Ports;
using Parley.Storage.Relational;

namespace Parley.Compliance;

/// <summary>The stores of one node over one database, as the server registers them.</summary>
public sealed class Stores : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="addStorage">What the server calls for this database.</param>
    public Stores(Action<IServiceCollection> addStorage)
    {
        var services = new ServiceCollection();
        addStorage(services);
        _services = services.BuildServiceProvider();
    }

    public IAccountStore Accounts => Get<IAccountStore>();

    public ISignInStore SignIns => Get<ISignInStore>();

    public IWorkspaceStore Workspaces => Get<IWorkspaceStore>();

    public IInviteStore Invites => Get<IInviteStore>();

    public IChannelStore Channels => Get<IChannelStore>();

    public IMessageStore Messages => Get<IMessageStore>();

    public IMentionStore Mentions => Get<IMentionStore>();

    public IPinStore Pins => Get<IPinStore>();

    public ISavedMessageStore Saved => Get<ISavedMessageStore>();

    public IDraftStore Drafts => Get<IDraftStore>();

    public IReadMarkerStore ReadMarkers => Get<IReadMarkerStore>();

    public IThreadStore Threads => Get<IThreadStore>();

    public IChannelLogStore Log => Get<IChannelLogStore>();

    public IFileStore Files => Get<IFileStore>();

    public IAvatarStore Avatars => Get<IAvatarStore>();

    public ICustomEmojiStore Emoji => Get<ICustomEmojiStore>();

    public IGroupStore Groups => Get<IGroupStore>();

    public IJobStore Jobs => Get<IJobStore>();

    public IEventReader Events => Get<IEventReader>();

    public ISchemaMigrator Migrator => Get<ISchemaMigrator>();

    public T Get<T>()
        where T : notnull
    {
        return _services.GetRequiredService<T>();
    }

    public ValueTask DisposeAsync()
    {
        return _services.DisposeAsync();
    }
}

/// <summary>An empty database of a test, on which any number of nodes may work.</summary>
public interface IStoresFactory : IDisposable
{
    Stores Open();
}
