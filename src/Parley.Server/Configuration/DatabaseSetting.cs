using System.Data.Common;
using Parley.Storage.Postgres;
using Parley.Storage.Sqlite;

namespace Parley.Server.Configuration;

/// <summary>Key <c>Parley:Database</c>: <c>sqlite:PATH</c> (relative to the working folder) or a PostgreSQL connection string.</summary>
internal abstract record DatabaseSetting
{
    public const string Key = "Parley:Database";
    public const string Default = "sqlite:data/parley.db";

    private const string SqlitePrefix = "sqlite:";

    /// <summary>For people; without secrets.</summary>
    public abstract string Description { get; }

    public abstract void AddStorage(IServiceCollection services);

    /// <exception cref="SettingException">These roles need another database.</exception>
    public abstract void CheckFor(RolesSetting roles);

    /// <exception cref="SettingException">It is neither of the two.</exception>
    public static DatabaseSetting Parse(string value)
    {
        if (value.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase))
        {
            var path = value[SqlitePrefix.Length..];
            return path.Length > 0 ? new Sqlite(path) : throw Wrong("names no file");
        }

        try
        {
            // The value may hold a password: it is never repeated in what we print.
            var parts = new DbConnectionStringBuilder { ConnectionString = value };
            if (parts.TryGetValue("Host", out var host) || parts.TryGetValue("Server", out host))
            {
                parts.TryGetValue("Database", out var database);
                return new Postgres(value, $"PostgreSQL {database} at {host}");
            }
        }
        catch (ArgumentException)
        {
            // Not a connection string at all.
        }

        throw Wrong("is neither 'sqlite:PATH' nor a PostgreSQL connection string");
    }

    private static SettingException Wrong(string problem)
    {
        return new SettingException($"{Key} {problem}; for example '{Default}' or 'Host=db.example.org;Database=parley;Username=parley;Password=…'.");
    }

    public sealed record Sqlite(string Path) : DatabaseSetting
    {
        public override string Description => $"SQLite {Path}";

        public override void AddStorage(IServiceCollection services)
        {
            services.AddSqliteStorage(Path);
        }

        public override void CheckFor(RolesSetting roles)
        {
            if ((roles.Roles & NodeRoles.OnDatabase) != NodeRoles.OnDatabase)
            {
                throw new SettingException(
                    $"{RolesSetting.Key} is '{roles}', and {Key} a SQLite file, which is for one node that is gateway, api and worker; set {Key} to PostgreSQL, for example 'Host=db.example.org;Database=parley;Username=parley;Password=…'.");
            }
        }
    }

    public sealed record Postgres(string ConnectionString, string Name) : DatabaseSetting
    {
        public override string Description => Name;

        public override void AddStorage(IServiceCollection services)
        {
            services.AddPostgresStorage(ConnectionString);
        }

        public override void CheckFor(RolesSetting roles)
        {
            // Any combination.
        }
    }
}
