namespace Parley.Testing;

/// <summary>Which database a test runs on; as theory data it is the test's name.</summary>
public enum DatabaseKind
{
    Sqlite = 0,
    Postgres = 1,
}

/// <summary>A fresh database, gone with the test.</summary>
public sealed class TestDatabase : IDisposable
{
    private readonly string? _folder;

    private TestDatabase(string setting, string? folder)
    {
        Setting = setting;
        _folder = folder;
    }

    /// <summary>The value of <c>Parley:Database</c>.</summary>
    public string Setting { get; }

    public static TestDatabase Create(DatabaseKind kind)
    {
        if (kind == DatabaseKind.Postgres)
        {
            return new TestDatabase(PostgresServer.Shared.CreateDatabase(), null);
        }

        var folder = Directory.CreateTempSubdirectory("parley-test-").FullName;
        return new TestDatabase($"sqlite:{Path.Combine(folder, "parley.db")}", folder);
    }

    public void Dispose()
    {
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
