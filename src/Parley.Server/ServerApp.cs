using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Parley.Blobs.S3;
using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Modules.Api;
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
using Parley.Modules.Reactions;
using Parley.Modules.ReadMarkers;
using Parley.Modules.SavedMessages;
using Parley.Modules.Search;
using Parley.Modules.Statuses;
using Parley.Modules.Threads;
using Parley.Modules.Workspaces;
using Parley.Realtime;
using Parley.Realtime.Ports;
using Parley.Server.Commands;
using Parley.Server.Configuration;
using Parley.Server.EventStream;
using Parley.Server.Health;
using Parley.Server.Http;
using Parley.Server.Logging;
using Parley.Server.Management;
using Parley.Server.Stopping;
using Parley.Server.Web;

namespace Parley.Server;

/// <summary>The composition root: the only place where the parts meet.</summary>
internal static class ServerApp
{
    public const string RealtimeSection = "Parley:Realtime";
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>What each role needs; what no role of this node needs is not there at all.</summary>
    private static readonly Part[] Parts =
    [
        new(NodeRoles.OnDatabase, AddDatabase),
        new(NodeRoles.OnDatabase, AddBus),
        new(NodeRoles.Gateway | NodeRoles.Api, AddCallers),
        new(NodeRoles.Api | NodeRoles.Worker, AddBlobs),
        new(NodeRoles.Gateway, AddGateway, app => app.MapEventStream()),
        new(NodeRoles.Api, AddApi, MapApi),
        new(NodeRoles.Worker, AddWorker),
        new(NodeRoles.Web, (builder, _) => builder.AddWeb(), app => app.MapWeb()),
    ];

    /// <param name="args">Configuration from the command line, such as <c>--urls http://localhost:5081</c>.</param>
    /// <param name="customize">Last changes, by a test.</param>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? customize = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ApplicationName = typeof(ServerApp).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        customize?.Invoke(builder);
        KnownSettings.Check(builder.Configuration);
        var roles = RolesSetting.Parse(builder.Configuration[RolesSetting.Key] ?? RolesSetting.Default);
        var proxies = TrustedProxiesSetting.Parse(builder.Configuration[TrustedProxiesSetting.Key]);
        var management = ManagementPortSetting.Parse(builder.Configuration[ManagementPortSetting.Key]);
        builder.AddLogs();
        AddHttp(builder);
        management.ListenOn(builder);
        builder.AddTelemetry(management);
        builder.Services.AddSingleton(roles);
        builder.Services.TryAddSingleton(TimeProvider.System);
        foreach (var part in Parts.Where(part => roles.Needs(part.Roles)))
        {
            part.Add(builder, roles);
        }

        builder.Services.AddHealth(roles);
        OrderlyLeave.AddTo(builder);
        var app = builder.Build();
        app.UseManagement(management);
        proxies.Use(app);
        Map(app, roles, management);
        return app;
    }

    private static void AddHttp(WebApplicationBuilder builder)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
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
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ParleyJson.Context);
            json.SerializerOptions.TypeInfoResolverChain.Add(ParameterJsonContext.Default);
            json.SerializerOptions.Converters.Add(new MillisecondTimeConverter());
            json.SerializerOptions.Encoder = ParleyJson.Encoder;
            json.SerializerOptions.PropertyNameCaseInsensitive = false;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
    }

    private static void AddDatabase(WebApplicationBuilder builder, RolesSetting roles)
    {
        var database = DatabaseSetting.Parse(builder.Configuration[DatabaseSetting.Key] ?? DatabaseSetting.Default);
        database.CheckFor(roles);
        builder.Services.AddSingleton(database);
        database.AddStorage(builder.Services);
        builder.Services.AddOptions<StartOptions>().Bind(builder.Configuration.GetSection(StartOptions.Section)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<StartOptions>, StartOptionsValidator>();
        builder.Services.AddSingleton<SchemaAtStart>();
    }

    /// <summary>What tells nodes of each other's doings: a worker, too, does what clients hear of.</summary>
    private static void AddBus(WebApplicationBuilder builder, RolesSetting roles)
    {
        var database = DatabaseSetting.Parse(builder.Configuration[DatabaseSetting.Key] ?? DatabaseSetting.Default);
        BusSetting.Parse(builder.Configuration[BusSetting.Key] ?? BusSetting.Default, database).AddBus(builder.Services);
        builder.Services.TryAddSingleton<IHintBus, InProcessHintBus>();
    }

    /// <summary>Who calls or connects.</summary>
    private static void AddCallers(WebApplicationBuilder builder, RolesSetting roles)
    {
        builder.Services.AddApi(builder.Configuration);

        // A gateway by itself writes nothing.
        builder.Services.AddSignInTokens(builder.Configuration, notesUse: roles.Needs(NodeRoles.Api));
    }

    private static void AddBlobs(WebApplicationBuilder builder, RolesSetting roles)
    {
        builder.Services.AddOptions<S3Options>().Bind(builder.Configuration.GetSection(S3Options.Section)).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<S3Options>, S3OptionsValidator>();
        var s3 = builder.Configuration.GetSection(S3Options.Section).Get<S3Options>() ?? new S3Options();
        BlobsSetting.Parse(builder.Configuration[BlobsSetting.Key] ?? BlobsSetting.Default, s3).AddBlobs(builder.Services);
    }

    private static void AddGateway(WebApplicationBuilder builder, RolesSetting roles)
    {
        builder.AddEventStreamConnections();
        builder.Services.Configure<RealtimeOptions>(builder.Configuration.GetSection(RealtimeSection));
        builder.Services.AddRealtime();
        builder.Services.AddConnectionGate();
    }

    private static void AddApi(WebApplicationBuilder builder, RolesSetting roles)
    {
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        builder.Services.AddParleyOpenApi();

        // An endpoint that says nothing about who may call it is for signed-in accounts.
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

        builder.Services.AddAccounts(builder.Configuration);
        builder.Services.AddWorkspaces();
        builder.Services.AddChannels(builder.Configuration);
        builder.Services.AddMentions();
        builder.Services.AddMessages();
        builder.Services.AddLinkPreviews(builder.Configuration);
        builder.Services.AddFiles(builder.Configuration);
        builder.Services.AddAvatars();
        builder.Services.AddCustomEmoji();
        builder.Services.AddReactions();
        builder.Services.AddPins();
        builder.Services.AddSearch(builder.Configuration);
        if (!roles.Needs(NodeRoles.Gateway))
        {
            // Whom @here calls is known where connections are.
            builder.Services.Configure<RealtimeOptions>(builder.Configuration.GetSection(RealtimeSection));
            builder.Services.AddPresenceListener();
        }
    }

    private static void AddWorker(WebApplicationBuilder builder, RolesSetting roles)
    {
        builder.Services.AddWorker(builder.Configuration);
        builder.Services.AddAccountJobs(builder.Configuration);
        builder.Services.AddWorkspaceJobs(builder.Configuration);
        builder.Services.AddFileJobs(builder.Configuration);
        builder.Services.AddSearchJobs(builder.Configuration);
        builder.Services.AddAvatarJobs();
        builder.Services.AddStatusJobs();
        builder.Services.AddLinkPreviewJobs(builder.Configuration);
        builder.Services.AddCustomEmojiJobs();
        builder.Services.AddBusinessCounts();
    }

    private static void Map(WebApplication app, RolesSetting roles, ManagementPortSetting management)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<Failures>();
        app.UseStatusCodePages(EmptyFailures.FillAsync);
        app.UseRouting();
        app.UseAnswerWithoutRoute();
        if (roles.Needs(NodeRoles.Api))
        {
            // Whoever connects to the event stream signs in there, by the first frame.
            app.UseAuthentication();
            app.UseAuthorization();
            app.UseAudit();
        }

        foreach (var part in Parts.Where(part => roles.Needs(part.Roles)))
        {
            part.Map?.Invoke(app);
        }

        if (management.Port is null)
        {
            app.MapHealth();
        }
    }

    private static void MapApi(WebApplication app)
    {
        var api = app.MapGroup("/api/v1").WithMetadata(OpenApi.MayBeUnavailable);
        api.MapAccounts();
        api.MapWorkspaces();
        api.MapChannels();
        api.MapMessages();
        api.MapLinkPreviews();
        api.MapReactions();
        api.MapPins();
        api.MapSavedMessages();
        api.MapDrafts();
        api.MapStatuses();
        api.MapNotifications();
        api.MapMentions();
        api.MapReadMarkers();
        api.MapThreads();
        api.MapFiles();
        api.MapSearch();
        api.MapAvatars();
        api.MapCustomEmoji();
        api.MapGroups();
        api.MapJobs();
        app.MapOpenApi().AllowAnonymous();
        app.MapAsyncApi();
    }

    /// <param name="Roles">It is needed by any of these.</param>
    /// <param name="Add">Registers what it is made of.</param>
    /// <param name="Map">Maps what it answers to.</param>
    private sealed record Part(NodeRoles Roles, Action<WebApplicationBuilder, RolesSetting> Add, Action<WebApplication>? Map = null);
}
