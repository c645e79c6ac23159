using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Modules.Api;
using Parley.Modules.Channels;
using Parley.Modules.Messages;
using Parley.Modules.ReadMarkers;
using Parley.Modules.Workspaces;
using Parley.Realtime;
using Parley.Server.Configuration;
using Parley.Server.EventStream;
using Parley.Server.Health;
using Parley.Server.Http;
using Parley.Server.Web;

namespace Parley.Server;

/// <summary>The composition root: the only place where the parts meet.</summary>
internal static class ServerApp
{
    public const string RealtimeSection = "Parley:Realtime";
    public const string DefaultUrl = "http://localhost:5080";

    /// <param name="args">Configuration from the command line, such as <c>--urls http://localhost:5081</c>.</param>
    /// <param name="customize">Last changes, by a test.</param>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? customize = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(ServerApp).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        customize?.Invoke(builder);
        KnownSettings.Check(builder.Configuration);
        builder.AddLogs();
        AddHttp(builder);
        AddParts(builder);
        var app = builder.Build();
        Map(app);
        return app;
    }

    private static void AddHttp(WebApplicationBuilder builder)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseStaticWebAssets();
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // JsonBody takes no more than Limits.RequestBytes. What is over is read past up to here, so that its sender gets the 413 and not a reset connection.
            kestrel.Limits.MaxRequestBodySize = 8 * Limits.RequestBytes;
        });
        builder.AddEventStreamConnections();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ParleyJson.Context);
            json.SerializerOptions.TypeInfoResolverChain.Add(ParameterJsonContext.Default);
            json.SerializerOptions.Converters.Add(new MillisecondTimeConverter());
            json.SerializerOptions.Encoder = ParleyJson.Encoder;
            json.SerializerOptions.PropertyNameCaseInsensitive = false;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddParleyOpenApi();

        // An endpoint that says nothing about who may call it is for signed-in accounts.
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static void AddParts(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var database = DatabaseSetting.Parse(configuration[DatabaseSetting.Key] ?? DatabaseSetting.Default);
        builder.Services.AddSingleton(database);
        builder.Services.TryAddSingleton(TimeProvider.System);
        database.AddStorage(builder.Services);
        BusSetting.Parse(configuration[BusSetting.Key] ?? BusSetting.Default, database).AddBus(builder.Services);

        builder.Services.Configure<RealtimeOptions>(configuration.GetSection(RealtimeSection));
        builder.Services.AddRealtime();
        builder.Services.AddApi(configuration);
        builder.Services.AddAccounts(configuration);
        builder.Services.AddWorkspaces();
        builder.Services.AddChannels(configuration);
        builder.Services.AddMessages();
        builder.Services.AddHealth();
        builder.Services.AddSingleton<IndexPage>();
    }

    private static void Map(WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<Failures>();
        app.UseStatusCodePages(EmptyFailures.FillAsync);
        app.UseRouting();
        app.UseAnswerWithoutRoute();
        app.UseAuthentication();
        app.UseAuthorization();

        var api = app.MapGroup("/api/v1").WithMetadata(OpenApi.MayBeUnavailable);
        api.MapAccounts();
        api.MapWorkspaces();
        api.MapChannels();
        api.MapMessages();
        api.MapReadMarkers();
        app.MapEventStream();
        app.MapOpenApi().AllowAnonymous();
        app.MapAsyncApi();
        app.MapHealth();
        app.MapWeb();
    }
}
