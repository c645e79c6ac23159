using Parley.Modules.Api;

namespace Parley.Server.Web;

/// <summary>The web client's files. Every address that is not a file or an API call is a view of the client, and gets its page.</summary>
internal static class WebEndpoints
{
    public static void MapWeb(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.Map("/api/{**path}", (RequestDelegate)(context => Problem.NotFound.ExecuteAsync(context))).AllowAnonymous();
        app.Map("/assets/{**path}", (RequestDelegate)(context => Problem.NotFound.ExecuteAsync(context))).AllowAnonymous();
        app.MapMethods("/{**path}", [HttpMethods.Get, HttpMethods.Head], app.Services.GetRequiredService<IndexPage>().WriteAsync).AllowAnonymous().WithOrder(int.MaxValue);
    }
}
