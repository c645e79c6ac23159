using System.CommandLine;
using Parley.Server.Configuration;
using Parley.Storage.Relational;

namespace Parley.Server.Commands;

/// <summary>Brings the database up to date and ends. Safe to run from several nodes at once.</summary>
internal sealed class MigrateCommand : Command
{
    public MigrateCommand()
        : base("migrate", "Bring the database up to date and end. Safe to run on several nodes at once.")
    {
        TreatUnmatchedTokensAsErrors = false;
        SetAction((parsed, _) => OneLineErrors.GuardAsync(async () =>
        {
            await using var app = ServerApp.Build([.. parsed.UnmatchedTokens, $"--{RolesSetting.Key}", RolesSetting.Default]);
            var migrated = app.Services.GetRequiredService<ISchemaMigrator>().Migrate();
            var database = app.Services.GetRequiredService<DatabaseSetting>();
            Console.WriteLine(migrated.Count == 0
                ? $"The database is up to date ({database.Description})."
                : $"The database is up to date now ({database.Description}): {string.Join(", ", migrated)}");
            return 0;
        }));
    }
}
