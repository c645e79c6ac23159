using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Parley.Modules.Jobs;

namespace Parley.Modules.Workspaces;

/// <summary>Workspaces, their members with roles, and invites.</summary>
public static class WorkspacesModule
{
    /// <summary>Needs the ports <see cref="IWorkspaceStore"/>, <see cref="IInviteStore"/> and <see cref="IWorkspaceChannels"/>.</summary>
    public static IServiceCollection AddWorkspaces(this IServiceCollection services)
    {
        services.AddSingleton<CreateWorkspace>();
        services.AddSingleton<JoinWorkspace>();
        services.AddSingleton<MeChanges>();
        services.AddSingleton<AccountChanges>();
        services.AddSingleton<ProfileLimiter>();
        return services;
    }

    /// <summary>The work of a worker. Needs the port <see cref="IInviteStore"/>.</summary>
    public static IServiceCollection AddWorkspaceJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WorkspacesOptions>().Bind(configuration.GetSection(WorkspacesOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WorkspacesOptions>, WorkspacesOptionsValidator>();
        services.AddSingleton<IJobHandler, PurgeInvites>();
        return services;
    }

    public static void MapWorkspaces(this IEndpointRouteBuilder api)
    {
        WorkspaceEndpoints.Map(api);
        MemberEndpoints.Map(api);
        InviteEndpoints.Map(api);
    }
}
