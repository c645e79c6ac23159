using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Parley.Modules.Accounts;
using Parley.Modules.Channels.Log;
using Parley.Modules.Workspaces;
using Parley.Realtime.Ports;

namespace Parley.Modules.Channels;

/// <summary>Channels, their members, and the log that everything in a channel goes through.</summary>
public static class ChannelsModule
{
    /// <summary>Needs the ports <see cref="IChannelStore"/> and <see cref="IChannelLogStore"/>.</summary>
    public static IServiceCollection AddChannels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ChannelLogOptions>().Bind(configuration.GetSection(ChannelLogOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ChannelLogOptions>, ChannelLogOptionsValidator>();
        services.AddSingleton<ChannelLogMetrics>();
        services.AddSingleton<GroupCommitter>();
        services.AddHostedService(provider => provider.GetRequiredService<GroupCommitter>());
        services.AddSingleton<IChannelLog, ChannelLog>();
        services.AddSingleton<IChannelAccess, ChannelAccess>();
        services.AddSingleton<IWorkspaceChannels, WorkspaceChannels>();
        services.AddSingleton<CreateChannel>();
        services.AddSingleton<UpdateChannel>();
        services.AddSingleton<ChannelMembers>();
        return services;
    }

    /// <summary>Who may connect to the event stream, and what a connection follows. Needs <see cref="AccountsModule.AddSignInTokens"/> and <see cref="IChannelStore"/>.</summary>
    public static IServiceCollection AddConnectionGate(this IServiceCollection services)
    {
        services.AddSingleton<IConnectionGate, ConnectionGate>();
        return services;
    }

    public static void MapChannels(this IEndpointRouteBuilder api)
    {
        ChannelEndpoints.Map(api);
        ChannelMemberEndpoints.Map(api);
        EventEndpoints.Map(api);
    }
}
