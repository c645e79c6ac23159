using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

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
        return services;
    }

    public static void MapWorkspaces(this IEndpointRouteBuilder api)
    {
        WorkspaceEndpoints.Map(api);
        MemberEndpoints.Map(api);
        InviteEndpoints.Map(api);
    }
}
