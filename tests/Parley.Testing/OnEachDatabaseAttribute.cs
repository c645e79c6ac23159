using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Parley.Testing;

/// <summary>Runs a theory on SQLite and on PostgreSQL: its first argument is the <see cref="DatabaseKind"/>, the others are given here.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnEachDatabaseAttribute(params object?[] more) : DataAttribute
{
    public object?[] More { get; } = more;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [.. Enum.GetValues<DatabaseKind>().Select(kind => new TheoryDataRow([kind, .. More]))]);
    }

    public override bool SupportsDiscoveryEnumeration()
    {
        return true;
    }
}
