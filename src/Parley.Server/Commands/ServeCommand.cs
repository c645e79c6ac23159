using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Parley.Server.Configuration;
using Parley.Server.Health;
using Parley.Server.Logging;
using Parley.Server.Stopping;

namespace Parley.Server.Commands;

/// <summary>Brings the database up to date and serves until it is told to stop.</summary>
internal sealed class ServeCommand : Command
{
    public ServeCommand()
        : base("serve", "Serve the chat: the web client, the REST interface, the event stream and the work behind them. Ctrl-C stops.")
    {
        Options.Add(Roles);
        SetAction(RunAsync);
    }

    public static Option<string> Roles { get; } = new("--roles")
    {
        Description = "What this node does: all (the default), or some of gateway, api, worker and web, with commas between.",
        HelpName = "roles",
    };

    public Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        return OneLineErrors.GuardAsync(async () =>
        {
            string[] roles = parsed.GetValue(Roles) is { } given ? [$"--{RolesSetting.Key}", given] : [];
            await using var app = ServerApp.Build([.. parsed.UnmatchedTokens, .. roles]);
            app.Services.GetService<IStartupValidator>()?.Validate();
            if (app.Services.GetService<SchemaAtStart>() is { } schema)
            {
                await schema.RunAsync(cancellationToken);
            }

            await StartWarmAsync(app, cancellationToken);
            Announce(app);
            using var secondSignal = new SecondSignal();
            await app.WaitForShutdownAsync(cancellationToken);
            return 0;
        });
    }

    /// <summary>Warms up while the web server starts; readiness waits for both.</summary>
    private static async Task StartWarmAsync(WebApplication app, CancellationToken cancellationToken)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var endpoints = ((IEndpointRouteBuilder)app).DataSources;
        var warmUp = Task.Run(() => app.Services.GetRequiredService<WarmUp>().RunAsync(endpoints, starting.Token), starting.Token);
        try
        {
            await StartAsync(app, cancellationToken);
        }
        catch
        {
            // Nothing of the app is used once it is disposed.
            await starting.CancelAsync();
            await warmUp.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await warmUp;
    }

    private static async Task StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException or SocketException)
        {
            throw new SettingException($"{exception.Message.TrimEnd('.')}. Stop the other program, or serve elsewhere, for example with --urls http://localhost:5081");
        }
    }

    private static void Announce(WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var database = app.Services.GetService<DatabaseSetting>()?.Description ?? "no database";
        var roles = app.Services.GetRequiredService<RolesSetting>();
        app.Services.GetRequiredService<IAnnouncement>().Say($"Parley {VersionCommand.Version} is ready at {string.Join(" and ", addresses)} (roles: {roles}; {database})");
    }
}
