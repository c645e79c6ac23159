using Parley.Compliance;

namespace Parley.Bus.RabbitMq.Tests;

public sealed class RabbitMqHintBusTests() : SharedHintBusSuite(RabbitMqNetwork.CreateAsync);
