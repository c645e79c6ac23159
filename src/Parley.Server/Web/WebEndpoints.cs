using Parley.Modules.Api;
using Parley.Server.Management;

namespace Parley.Server.Web;

/// <summary>The web client's files. Every address that is not a file or an API call is a view of the client, and gets its page.</summary>
internal static class WebEndpoints
{
    // What begins with these is not a view of the client, also on a node that does not serve it.
    private static readonly string[] NotViews = ["/api", "/assets", "/asyncapi", "/health", ManagementEndpoints.Metrics, "/openapi"];

    public static void AddWeb(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        builder.Services.AddSingleton<IndexPage>();
    }

    public static void MapWeb(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
    }

    /// <summary>
    /// Answers what no route takes. Not a route itself: one that takes every address would also take calls with a wrong method or content type,
    /// which routing answers by 405 and 415 only when nothing else matches.
    /// </summary>
    public static void UseAnswerWithoutRoute(this WebApplication app)
    {
        var page = app.Services.GetService<IndexPage>();
        app.Use((context, next) => context.GetEndpoint() switch
        {
            RouteEndpoint => next(context),
            { RequestDelegate: { } refuse } => refuse(context),
            _ => page is not null && IsView(context.Request) ? page.WriteAsync(context) : Problem.NotFound.ExecuteAsync(context),
        });
    }

    private static bool IsView(HttpRequest request)
    {
        return (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && !Array.Exists(NotViews, start => request.Path.StartsWithSegments(start, StringComparison.Ordinal));
    }
}
