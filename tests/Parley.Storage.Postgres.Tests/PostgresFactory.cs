using Npgsql;
using Parley.Compliance;
using Parley.Testing;

namespace Parley.Storage.Postgres.Tests;

/// <summary>A database on a server that the tests of this process share.</summary>
internal sealed class PostgresFactory(PostgresServer server) : IStoresFactory
{
    public PostgresFactory()
        : this(PostgresServer.Shared)
    {
    }

    public string ConnectionString { get; } = server.CreateDatabase();

    public Stores Open()
    {
        return new Stores(services => services.AddPostgresStorage(ConnectionString));
    }

    public void Dispose()
    {
        // The database goes with its server.
        using var connection = new NpgsqlConnection(ConnectionString);
        NpgsqlConnection.ClearPool(connection);
    }
}
