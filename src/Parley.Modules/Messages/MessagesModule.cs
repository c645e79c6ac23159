using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Parley.Modules.Messages;

/// <summary>Posting, reading, editing and deleting messages.</summary>
public static class MessagesModule
{
    /// <summary>Needs the port <see cref="IMessageStore"/>.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services)
    {
        services.AddSingleton<PostMessage>();
        services.AddSingleton<ChangeMessage>();
        return services;
    }

    public static void MapMessages(this IEndpointRouteBuilder api)
    {
        MessageEndpoints.Map(api);
    }
}
