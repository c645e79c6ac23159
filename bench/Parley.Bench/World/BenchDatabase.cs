using Parley.Compliance;
using Parley.Storage.Postgres;
using Parley.Storage.Sqlite;
using Parley.Testing;

namespace Parley.Bench.World;

/// <summary>An empty database that keeps what it says it keeps: PostgreSQL with fsync, SQLite as the server runs it.</summary>
internal sealed class BenchDatabase : IDisposable
{
    private static readonly Lazy<PostgresServer> Postgres = new(() => PostgresServer.StartOwn(
        "fsync=on", "max_connections=200", "shared_buffers=256MB", "shared_preload_libraries=pg_stat_statements"));

    private readonly string? _folder;

    private BenchDatabase(DatabaseKind kind, string setting, string? folder)
    {
        Kind = kind;
        Setting = setting;
        _folder = folder;
    }

    public DatabaseKind Kind { get; }

    /// <summary>The value of <c>Parley:Database</c>.</summary>
    public string Setting { get; }

    /// <summary>The root of the database server's processes; null: the database is inside Parley's.</summary>
    public int? ProcessId => Kind == DatabaseKind.Postgres ? Postgres.Value.ProcessId : null;

    public static BenchDatabase Create(DatabaseKind kind)
    {
        if (kind == DatabaseKind.Postgres)
        {
            return new BenchDatabase(kind, Postgres.Value.CreateDatabase(), folder: null);
        }

        var folder = Directory.CreateTempSubdirectory("parley-bench-").FullName;
        return new BenchDatabase(kind, $"sqlite:{Path.Combine(folder, "parley.db")}", folder);
    }

    /// <summary>The stores of one node on it, with their schema.</summary>
    public Stores OpenStores()
    {
        var stores = new Stores(services => _ = Kind == DatabaseKind.Postgres
            ? services.AddPostgresStorage(Setting)
            : services.AddSqliteStorage(FilePath));
        stores.Migrator.Migrate();
        return stores;
    }

    /// <summary>Another SQLite database with the same in it. Nobody may have this one open.</summary>
    public BenchDatabase Copy()
    {
        var copy = Create(DatabaseKind.Sqlite);
        foreach (var file in Directory.GetFiles(_folder ?? throw new InvalidOperationException("Only SQLite's files are copied.")))
        {
            File.Copy(file, Path.Combine(copy._folder!, Path.GetFileName(file)));
        }

        return copy;
    }

    public void Dispose()
    {
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string FilePath => Setting["sqlite:".Length..];
}
