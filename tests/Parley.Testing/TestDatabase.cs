using System.Text;
using Npgsql;

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

    /// <summary>A folder for files beside it, which is made when there are any.</summary>
    public string BlobsFolder { get; private init; } = Path.Combine(Path.GetTempPath(), $"parley-files-{Path.GetRandomFileName()}");

    public static TestDatabase Create(DatabaseKind kind)
    {
        if (kind == DatabaseKind.Postgres)
        {
            return new TestDatabase(PostgresServer.Shared.CreateDatabase(), null);
        }

        var folder = Directory.CreateTempSubdirectory("parley-test-").FullName;
        var path = Path.Combine(folder, "parley.db");
        NextRelease.Prepare(path);
        return new TestDatabase($"sqlite:{path}", folder);
    }

    /// <summary>Another one with what is in this one now: a backup, restored elsewhere. No server may use this one meanwhile.</summary>
    public TestDatabase Copy()
    {
        if (_folder is null)
        {
            NpgsqlConnection.ClearAllPools();
            return new TestDatabase(PostgresServer.Shared.CreateDatabase(new NpgsqlConnectionStringBuilder(Setting).Database), null);
        }

        var copy = Create(DatabaseKind.Sqlite);
        foreach (var file in Directory.GetFiles(_folder))
        {
            File.Copy(file, Path.Combine(copy._folder!, Path.GetFileName(file)));
        }

        return copy;
    }

    /// <summary>The same database, of PostgreSQL, under another login; it goes with this one.</summary>
    public TestDatabase As(string username)
    {
        return new TestDatabase(new NpgsqlConnectionStringBuilder(Setting) { Username = username, MaxPoolSize = 10 }.ToString(), null) { BlobsFolder = BlobsFolder };
    }

    /// <summary>Another one, which is not there; nothing is made.</summary>
    public static TestDatabase At(string setting)
    {
        return new TestDatabase(setting, null);
    }

    /// <summary>Takes a database of PostgreSQL away from all that use it.</summary>
    public async Task DropAsync()
    {
        var own = new NpgsqlConnectionStringBuilder(Setting);
        var (name, others) = (own.Database, new NpgsqlConnectionStringBuilder(Setting) { Database = "postgres" });
        await using var source = NpgsqlDataSource.Create(others.ToString());
        await using var command = source.CreateCommand($"DROP DATABASE {name} WITH (FORCE)");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What a test says to a database beside Parley.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Setting);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first value of the first row.</summary>
    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Setting);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Every value of every table: of SQLite the files' bytes, which hold deleted values, too.</summary>
    public async Task<string> DumpAsync()
    {
        if (_folder is not null)
        {
            var files = Directory.GetFiles(_folder).Select(file =>
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var reader = new StreamReader(stream, Encoding.Latin1);
                return reader.ReadToEnd();
            });
            return string.Concat(files);
        }

        await using var source = NpgsqlDataSource.Create(Setting);
        var dump = new StringBuilder();
        foreach (var table in await ReadAsync(source, "SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = 'public'"))
        {
            dump.AppendJoin('\n', await ReadAsync(source, $"SELECT row::text FROM {table} AS row"));
        }

        return dump.ToString();
    }

    public void Dispose()
    {
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }

        if (Directory.Exists(BlobsFolder))
        {
            Directory.Delete(BlobsFolder, recursive: true);
        }
    }

    private static async Task<List<string>> ReadAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> values = [];
        while (await reader.ReadAsync())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
