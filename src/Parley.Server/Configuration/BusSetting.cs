using Parley.Bus.Postgres;
using Parley.Bus.RabbitMq;

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

        var broker = BrokerOf(value);
        if (broker is null && !value.Equals(OverPostgres, StringComparison.OrdinalIgnoreCase))
        {
            // It may hold a password: it is not repeated in what we print.
            throw Wrong($"is neither '{Default}' nor '{OverPostgres}' nor the address of a RabbitMQ broker");
        }

        if (database is not DatabaseSetting.Postgres postgres)
        {
            throw Wrong($"is for several nodes, which need PostgreSQL, and {DatabaseSetting.Key} is SQLite");
        }

        return broker is null ? new Postgres(postgres) : new RabbitMq(broker);
    }

    private static Uri? BrokerOf(string value)
    {
        return Uri.TryCreate(value, UriKind.Absolute, out var broker) && broker.Scheme is "amqp" or "amqps" && broker.Host.Length > 0 ? broker : null;
    }

    private static SettingException Wrong(string problem)
    {
        return new SettingException($"{Key} {problem}; for example '{Default}', or, with a PostgreSQL connection string as {DatabaseSetting.Key}, '{OverPostgres}' or 'amqps://parley:…@broker.example.org/parley'.");
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

    public sealed record RabbitMq(Uri Broker) : BusSetting
    {
        public override string Description => $"RabbitMQ at {Broker.Host}";

        public override void AddBus(IServiceCollection services)
        {
            services.AddRabbitMqBus(Broker);
        }
    }
}
