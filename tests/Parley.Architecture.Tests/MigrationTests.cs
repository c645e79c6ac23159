using System.Text.RegularExpressions;

namespace Parley.Architecture.Tests;

/// <summary>
/// Nodes of the version before work on while and after the schema is changed (docs/release.md), and after a rollback too: a migration expands, and what
/// nobody reads any more is contracted by a later release, which names the statement in <see cref="Contracted"/>.
/// </summary>
public sealed partial class MigrationTests
{
    /// <summary>Statements that take away what the last release but one was the last to use.</summary>
    private static readonly string[] Contracted = [];

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    public static TheoryData<string> Files()
    {
        return [.. Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.sql", SearchOption.AllDirectories)
            .Where(path => path.Contains($"{Path.DirectorySeparatorChar}Migrations{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && NumberedFile().IsMatch(Path.GetFileName(path)))
            .Select(path => Path.GetRelativePath(Repository.Root, path)).Order(StringComparer.Ordinal)];
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_migration_takes_nothing_away_that_the_version_before_reads_or_leaves_out(string path)
    {
        Assert.Empty(BreakingIn(File.ReadAllText(Path.Combine(Repository.Root, path))).Except(Contracted));
    }

    [Fact]
    public void Both_databases_have_the_same_migrations()
    {
        var names = Files().Select(row => row.Data).ToLookup(path => Path.GetFileName(path), StringComparer.Ordinal);

        Assert.True(names.Count >= 12, "the migrations were not found");
        Assert.All(names, name => Assert.Equal(2, name.Count()));
    }

    [Theory]
    [InlineData("DROP TABLE drafts;")]
    [InlineData("alter table messages drop column files;")]
    [InlineData("ALTER TABLE messages\n  RENAME COLUMN text TO body;")]
    [InlineData("ALTER TABLE messages RENAME TO posts;")]
    [InlineData("ALTER TABLE messages ALTER COLUMN text TYPE varchar(100);")]
    [InlineData("ALTER TABLE messages ALTER COLUMN edited_at SET NOT NULL;")]
    [InlineData("ALTER TABLE accounts ALTER COLUMN title DROP DEFAULT;")]
    [InlineData("ALTER TABLE messages ADD COLUMN kind text NOT NULL;")]
    [InlineData("ALTER TABLE messages ADD CONSTRAINT short CHECK (length(text) < 10);")]
    [InlineData("CREATE UNIQUE INDEX one_title ON accounts (title);")]
    [InlineData("CREATE TABLE pins (id uuid);\nDROP INDEX messages_by_author;\nDROP VIEW people;")]
    public void What_would_break_the_version_before_is_found(string statements)
    {
        Assert.NotEmpty(BreakingIn(statements));
    }

    [Theory]
    [InlineData("CREATE TABLE pins (id uuid NOT NULL PRIMARY KEY, note text NOT NULL);\nCREATE UNIQUE INDEX pins_by_note ON pins (note);")]
    [InlineData("ALTER TABLE messages ADD COLUMN kind text;")]
    [InlineData("ALTER TABLE messages ADD COLUMN kind text NOT NULL DEFAULT 'plain';")]
    [InlineData("CREATE INDEX messages_by_kind ON messages (kind);")]
    [InlineData("-- DROP TABLE drafts; was an idea\nINSERT INTO settings VALUES (1);")]
    public void What_only_adds_is_taken(string statements)
    {
        Assert.Empty(BreakingIn(statements));
    }

    private static IEnumerable<string> BreakingIn(string sql)
    {
        var statements = Comment().Replace(sql, "").Split(';').Select(one => Space().Replace(one, " ").Trim()).ToList();
        var created = statements.Select(one => CreatedTable().Match(one).Groups["table"].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return statements.Where(one => TakesAway().IsMatch(one) || LacksDefault(one) || (NewRule().Match(one) is { Success: true } rule && !created.Contains(rule.Groups["table"].Value)));
    }

    /// <summary>A column that the version before does not know, and must fill.</summary>
    private static bool LacksDefault(string statement)
    {
        return AddedColumn().IsMatch(statement) && !statement.Contains(" DEFAULT ", StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"^\d{4}_\w+\.sql$", RegexOptions.NonBacktracking)]
    private static partial Regex NumberedFile();

    [GeneratedRegex("--[^\n]*", RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Space();

    [GeneratedRegex(@"^CREATE TABLE (IF NOT EXISTS )?(?<table>\w+)", Options)]
    private static partial Regex CreatedTable();

    // A dropped index makes the version before slow, not wrong; it is refused all the same, since it is often the unique one that an upsert names.
    [GeneratedRegex(@"^(DROP|TRUNCATE)\b|^ALTER TABLE .*\b(DROP|RENAME|TYPE|SET NOT NULL)\b", Options)]
    private static partial Regex TakesAway();

    [GeneratedRegex(@"^ALTER TABLE .*\bADD COLUMN\b.*\bNOT NULL\b", Options)]
    private static partial Regex AddedColumn();

    /// <summary>What rows of the version before may not fulfil.</summary>
    [GeneratedRegex(@"^ALTER TABLE (?<table>\w+) ADD (CONSTRAINT|CHECK|UNIQUE|FOREIGN)\b|^CREATE UNIQUE INDEX (\w+ )?ON (?<table>\w+)", Options)]
    private static partial Regex NewRule();
}
