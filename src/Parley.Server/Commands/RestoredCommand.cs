using System.CommandLine;
using Parley.Server.Configuration;
using Parley.Storage.Relational;

namespace Parley.Server.Commands;

/// <summary>Run once after a restore, before any node serves: what was posted after the backup is gone, and its seqs will be given again.</summary>
internal sealed class RestoredCommand : Command
{
    public RestoredCommand()
        : base("restored", "After restoring a backup, before serving: make clients load anew what they had. Stop all nodes first.")
    {
        TreatUnmatchedTokensAsErrors = false;
        SetAction((parsed, cancellationToken) => OneLineErrors.GuardAsync(async () =>
        {
            await using var app = ServerApp.Build([.. parsed.UnmatchedTokens, $"--{RolesSetting.Key}", RolesSetting.Default]);
            app.Services.GetRequiredService<ISchemaMigrator>().Migrate();
            var epoch = Guid.CreateVersion7(app.Services.GetRequiredService<TimeProvider>().GetUtcNow());
            await app.Services.GetRequiredService<Database>().WriteAsync(session => EpochSql.SetAsync(session, epoch), cancellationToken);
            Console.WriteLine($"The database has a new epoch ({app.Services.GetRequiredService<DatabaseSetting>().Description}): clients load their channels anew.");
            return 0;
        }));
    }
}
