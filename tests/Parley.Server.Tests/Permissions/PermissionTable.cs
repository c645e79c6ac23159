using Parley.Testing;

namespace Parley.Server.Tests.Permissions;

/// <summary>One table of docs/permissions.md.</summary>
/// <param name="Columns">Who: the heads of the columns after "action" and "call".</param>
/// <param name="Rows">What.</param>
internal sealed record PermissionTable(IReadOnlyList<string> Columns, IReadOnlyList<PermissionRow> Rows)
{
    /// <param name="title">The heading that it stands under.</param>
    public static PermissionTable Read(string title)
    {
        var lines = Repository.Read("docs/permissions.md").Split('\n')
            .SkipWhile(line => line != $"## {title}").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .ToList();
        string[] columns = [.. lines[0].Skip(2)];
        return new PermissionTable(columns, [.. lines.Skip(2).Select(cells => new PermissionRow(cells[0], cells[1], columns.Zip(cells.Skip(2)).ToDictionary()))]);
    }

    /// <summary>Every call that some table names, such as <c>GET /api/v1/me</c>.</summary>
    public static IReadOnlySet<string> ReadCalls()
    {
        return Repository.Read("docs/permissions.md").Split('\n')
            .Where(line => line.Contains(" /api/v1/", StringComparison.Ordinal) && line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[2])
            .ToHashSet();
    }
}

/// <param name="Action">In words; names the test of the row.</param>
/// <param name="Call">Method and route.</param>
/// <param name="Cells">By column: <c>yes</c>, or the code of the refusal.</param>
internal sealed record PermissionRow(string Action, string Call, IReadOnlyDictionary<string, string> Cells);
