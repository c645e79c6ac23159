using Microsoft.AspNetCore.Routing;

namespace Parley.Modules.Threads;

/// <summary>Reading threads, following them, and how far one has read them. Replies are posted, edited and deleted as any message.</summary>
public static class ThreadsModule
{
    /// <summary>Needs the port <see cref="IThreadStore"/>.</summary>
    public static void MapThreads(this IEndpointRouteBuilder api)
    {
        ThreadEndpoints.Map(api);
    }
}
