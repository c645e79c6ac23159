using System.CommandLine;
using Parley.Modules.Search;
using Parley.Server.Configuration;
using Parley.Storage.Relational;

namespace Parley.Server.Commands;

/// <summary>Forgets the search index; the workers make it anew, the newest messages of each channel first, while everything goes on.</summary>
internal sealed class ReindexCommand : Command
{
    public ReindexCommand()
        : base("reindex", "Forget the search index and let the workers make it anew. Nodes may go on serving; searches find less until it is whole.")
    {
        TreatUnmatchedTokensAsErrors = false;
        SetAction((parsed, cancellationToken) => OneLineErrors.GuardAsync(async () =>
        {
            await using var app = ServerApp.Build([.. parsed.UnmatchedTokens, $"--{RolesSetting.Key}", RolesSetting.Default]);
            app.Services.GetRequiredService<ISchemaMigrator>().Migrate();
            await app.Services.GetRequiredService<ISearchIndex>().ForgetAsync(cancellationToken);
            Console.WriteLine($"The search index is empty ({app.Services.GetRequiredService<DatabaseSetting>().Description}): a worker begins to make it anew within ten minutes.");
            return 0;
        }));
    }
}
