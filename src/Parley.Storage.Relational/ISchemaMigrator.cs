using DbUp.Engine;

namespace Parley.Storage.Relational;

/// <summary>Brings a database up to date. Two nodes that do so at once do it one after the other.</summary>
public interface ISchemaMigrator
{
    /// <returns>The names of the migrations that were run now; empty when the database was up to date.</returns>
    /// <exception cref="InvalidOperationException">A migration failed; it was rolled back, and those before it stay.</exception>
    IReadOnlyList<string> Migrate();
}

/// <summary>What both databases make of DbUp's answer.</summary>
public static class MigrationResult
{
    public static IReadOnlyList<string> NamesOf(DatabaseUpgradeResult result)
    {
        return result.Successful
            ? [.. result.Scripts.Select(script => script.Name)]
            : throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
    }
}
