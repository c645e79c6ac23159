using Parley.Compliance;

namespace Parley.Bus.Postgres.Tests;

public sealed class PostgresHintBusTests() : SharedHintBusSuite(PostgresNetwork.CreateAsync);
