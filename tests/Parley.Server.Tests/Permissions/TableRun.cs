using System.Text;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Permissions;

/// <summary>Tries every row of a table as every column, and compares what the server answered with what the table says.</summary>
internal static class TableRun
{
    private static readonly Dictionary<string, int> Statuses = new()
    {
        [ErrorCodes.NotSignedIn] = 401,
        [ErrorCodes.NotFound] = 404,
        [ErrorCodes.Forbidden] = 403,
        [ErrorCodes.NotAMember] = 403,
        [ErrorCodes.DirectChannel] = 409,
        [ErrorCodes.ChannelArchived] = 409,
    };

    /// <param name="title">The table's heading.</param>
    /// <param name="actors">One for each column.</param>
    /// <param name="tries">By action: makes the call of the row.</param>
    /// <param name="allowed">Puts right what a call that was allowed has changed; null: nothing has to be.</param>
    /// <param name="refused">Looks whether a refused call changed nothing; null: nobody can say.</param>
    public static async Task CompareAsync(
        string title,
        IReadOnlyList<Actor> actors,
        IReadOnlyDictionary<string, Func<Actor, Task<Answer>>> tries,
        Func<string, Task>? allowed = null,
        Func<string, Task>? refused = null)
    {
        var table = PermissionTable.Read(title);
        Assert.Equal(table.Columns, actors.Select(actor => actor.Column));
        Assert.Equal(table.Rows.Select(row => row.Action).Order(StringComparer.Ordinal), tries.Keys.Order(StringComparer.Ordinal));

        var differences = new StringBuilder();
        foreach (var row in table.Rows)
        {
            foreach (var actor in actors)
            {
                var answer = await tries[row.Action](actor);
                var expected = row.Cells[actor.Column];
                if (expected == "yes" ? !answer.IsSuccess : answer.Code != expected || answer.Status != Statuses[expected])
                {
                    differences.AppendLine($"{row.Action}, {actor.Column}: the table says {expected}, the server {answer.Status} {answer.Code} {answer.Problem?.Detail}");
                }

                var after = answer.IsSuccess ? allowed : refused;
                await (after?.Invoke($"{row.Action}, {actor.Column}") ?? Task.CompletedTask);
            }
        }

        Assert.True(differences.Length == 0, differences.ToString());
    }
}
