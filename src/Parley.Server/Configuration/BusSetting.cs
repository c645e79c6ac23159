using Parley.Bus.Postgres;

namespace Parley.Server.Configuration;

/// <summary>Key <c>Parley:Bus</c>: how the nodes of a deployment tell each other what is new. <c>memory</c>: there is one node.</summary>
internal abstract record BusSetting
{
    public const string Key = "Parley:Bus";
    public const string Default = "memory";

    private const string OverPostgres = "postgres";

    /// <summary>For people; without secrets.</summary>
    public abstract string Description { get; }

    /// <summary>Called before the engine is added.</summary>
    public abstract void AddBus(IServiceCollection services);

    /// <param name="value">As it is configured.</param>
    /// <param name="database">What the nodes would share.</param>
    /// <exception cref="SettingException">It is none of these, or does not go with the database.</exception>
    public static BusSetting Parse(string value, DatabaseSetting database)
    {
        if (value.Equals(Default, StringComparison.OrdinalIgnoreCase))
        {
            return new Memory();
        }

        if (!value.Equals(OverPostgres, StringComparison.OrdinalIgnoreCase))
        {
            // It may hold a password: it is not repeated in what we print.
            throw Wrong($"is neither '{Default}' nor '{OverPostgres}'");
        }

        return database is DatabaseSetting.Postgres postgres
            ? new Postgres(postgres)
            : throw Wrong($"is for several nodes, which need PostgreSQL, and {DatabaseSetting.Key} is SQLite");
    }

    private static SettingException Wrong(string problem)
    {
        return new SettingException($"{Key} {problem}; for example '{Default}', or '{OverPostgres}' with a PostgreSQL connection string as {DatabaseSetting.Key}.");
    }

    public sealed record Memory : BusSetting
    {
        public override string Description => "within the process";

        public override void AddBus(IServiceCollection services)
        {
            // The engine brings it.
        }
    }

    public sealed record Postgres(DatabaseSetting.Postgres Database) : BusSetting
    {
        public override string Description => Database.Description;

        public override void AddBus(IServiceCollection services)
        {
            services.AddPostgresBus(Database.ConnectionString);
        }
    }
}
