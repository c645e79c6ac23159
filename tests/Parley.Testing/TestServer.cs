using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Parley.Modules.Accounts;
using Parley.Modules.Audit;
using Parley.Server;
using Parley.Server.Commands;
using Parley.Server.Health;
using Parley.Storage.Relational;

namespace Parley.Testing;

/// <summary>The real server in this process, on a free port of the loopback address.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(WebApplication app, TestClock clock, LogLines logs, AuditEvents audited)
    {
        _app = app;
        Clock = clock;
        Logs = logs;
        Audited = audited;
    }

    public Uri Address => Addresses[0];

    public IReadOnlyList<Uri> Addresses => [.. _app.Urls.Select(url => new Uri(url))];

    public IServiceProvider Services => _app.Services;

    public TestClock Clock { get; }

    /// <summary>What it logged, of every level from information on.</summary>
    public LogLines Logs { get; }

    /// <summary>What went into its stream of audit events.</summary>
    public AuditEvents Audited { get; }

    /// <param name="database">What it serves; it may serve the same database as another server did before.</param>
    /// <param name="settings">More configuration, such as <c>("Parley:SignUp", "open")</c>.</param>
    public static async Task<TestServer> StartAsync(TestDatabase database, params (string Key, string Value)[] settings)
    {
        var clock = new TestClock();
        var logs = new LogLines();
        var audited = new AuditEvents();
        var app = ServerApp.Build([], builder =>
        {
            builder.Configuration.AddInMemoryCollection(settings.Prepend(("urls", "http://127.0.0.1:0")).Prepend(("Parley:Stop:Drain", "00:00:00")).Append(("Parley:Database", database.Setting)).Prepend(("Parley:Blobs", $"folder:{database.BlobsFolder}"))
                .GroupBy(setting => setting.Item1, (key, values) => KeyValuePair.Create(key, (string?)values.Last().Item2)));
            builder.Configuration["Logging:LogLevel:Default"] = "Information";
            builder.Configuration["Logging:Console:LogLevel:Default"] = "None";
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Services.AddSingleton<IAuditStream>(audited);

            // What is tested is that passwords are hashed, not that it takes long.
            builder.Services.AddSingleton<IPasswordHasher<Account>, QuickPasswordHasher>();
        });
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(logs);
        if (app.Services.GetService<SchemaAtStart>() is { } schema)
        {
            await schema.RunAsync(default);
        }

        try
        {
            await app.StartAsync();
        }
        catch (OperationCanceledException canceled)
        {
            // A service of its own stopped it; what it said is in the log.
            throw new InvalidOperationException($"The server stopped while it started.\n{string.Join('\n', logs.All)}", canceled);
        }

        await app.Services.GetRequiredService<WarmUp>().RunAsync(((IEndpointRouteBuilder)app).DataSources, default);
        return new TestServer(app, clock, logs, audited);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await _app.Services.GetRequiredService<Database>().OpenAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The rows of a table.</summary>
    public async Task<long> CountAsync(string table)
    {
        return await _app.Services.GetRequiredService<Database>().ReadAsync(session => session.FindAsync($"SELECT count(*) FROM {table}", row => row.Number(0)), default);
    }

    public Task<List<Guid>> IdsAsync(string sql)
    {
        return _app.Services.GetRequiredService<Database>().ReadAsync(session => session.ListAsync(sql, row => row.Id(0)), default);
    }

    public Task StopAsync()
    {
        return _app.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class QuickPasswordHasher()
        : PasswordHasher<Account>(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 1_000 }));
}
