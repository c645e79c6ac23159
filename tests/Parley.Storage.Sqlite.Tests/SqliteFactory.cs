using Parley.Compliance;
using Parley.Testing;

namespace Parley.Storage.Sqlite.Tests;

/// <summary>A file in a folder of its own.</summary>
internal sealed class SqliteFactory : IStoresFactory
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parley-store-").FullName;

    public SqliteFactory()
    {
        NextRelease.Prepare(Path);
    }

    public string Path => System.IO.Path.Combine(_folder, "parley.db");

    public Stores Open()
    {
        return new Stores(services => services.AddSqliteStorage(Path));
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
    }
}
