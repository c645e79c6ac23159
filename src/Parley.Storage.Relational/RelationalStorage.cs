using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Parley.Modules.Accounts;
using Parley.Modules.Audit;
using Parley.Modules.Avatars;
using Parley.Modules.Business;
using Parley.Modules.Channels;
using Parley.Modules.CustomEmoji;
using Parley.Modules.Drafts;
using Parley.Modules.Files;
using Parley.Modules.Groups;
using Parley.Modules.Jobs;
using Parley.Modules.LinkPreviews;
using Parley.Modules.Mentions;
using Parley.Modules.Messages;
using Parley.Modules.Notifications;
using Parley.Modules.Pins;
using Parley.Modules.ReadMarkers;
using Parley.Modules.SavedMessages;
using Parley.Modules.Search;
using Parley.Modules.Statuses;
using Parley.Modules.Threads;
using Parley.Modules.Workspaces;

namespace Parley.Storage.Relational;

public static class RelationalStorage
{
    /// <summary>The stores that are the same on every database. Needs a <see cref="Database"/>.</summary>
    public static IServiceCollection AddRelationalStores(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IAccountStore, AccountStore>();
        services.AddSingleton<ISignInStore, SignInStore>();
        services.AddSingleton<IWorkspaceStore, WorkspaceStore>();
        services.AddSingleton<IInviteStore, InviteStore>();
        services.AddSingleton<IChannelStore, ChannelStore>();
        services.AddSingleton<IMessageStore, MessageStore>();
        services.AddSingleton<IMentionStore, MentionStore>();
        services.AddSingleton<IPinStore, PinStore>();
        services.AddSingleton<ISavedMessageStore, SavedMessageStore>();
        services.AddSingleton<IDraftStore, DraftStore>();
        services.AddSingleton<IReadMarkerStore, ReadMarkerStore>();
        services.AddSingleton<IThreadStore, ThreadStore>();
        services.AddSingleton<IFileStore, FileStore>();
        services.AddSingleton<ISearchStore, SearchStore>();
        services.AddSingleton<ISearchIndex, SearchIndex>();
        services.AddSingleton<IAvatarStore, AvatarStore>();
        services.AddSingleton<IStatusStore, StatusStore>();
        services.AddSingleton<INotificationSettingsStore, NotificationSettingsStore>();
        services.AddSingleton<ILinkPreviewStore, LinkPreviewStore>();
        services.AddSingleton<ICustomEmojiStore, CustomEmojiStore>();
        services.AddSingleton<IGroupStore, GroupStore>();
        services.AddSingleton<IJobStore, JobStore>();
        services.AddSingleton<IBusinessStore, BusinessStore>();
        services.AddSingleton<IAuditStore, AuditStore>();
        return services;
    }
}
