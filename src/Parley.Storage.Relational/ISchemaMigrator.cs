using System.Reflection;
using DbUp.Engine;

namespace Parley.Storage.Relational;

/// <summary>Brings a database up to date. Two nodes that do so at once do it one after the other.</summary>
public interface ISchemaMigrator
{
    /// <summary>Runs what is missing, and grants the roles of the database, where there are any, what they need.</summary>
    /// <returns>The names of the migrations that were run now; empty when the database was up to date.</returns>
    /// <exception cref="InvalidOperationException">A migration failed; it was rolled back, and those before it stay.</exception>
    IReadOnlyList<string> Migrate();

    /// <summary>Looks, and changes nothing.</summary>
    SchemaState Check();
}

/// <param name="Missing">The migrations that this program knows and the database has not seen. One that a newer program ran is no matter.</param>
/// <param name="MayMigrate">Whether this login may run them.</param>
public sealed record SchemaState(IReadOnlyList<string> Missing, bool MayMigrate);

/// <summary>What both databases make of DbUp's scripts and answers.</summary>
public static class MigrationResult
{
    /// <summary>Those embedded in the assembly, in their order.</summary>
    public static IReadOnlyList<string> ScriptsOf(Assembly assembly)
    {
        return [.. assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
    }

    public static IReadOnlyList<string> NamesOf(DatabaseUpgradeResult result)
    {
        return result.Successful
            ? [.. result.Scripts.Select(script => script.Name)]
            : throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
    }
}
