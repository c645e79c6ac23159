using System.Text.Json.Serialization;

namespace Parley.Server.Http;

/// <summary>What stands in paths and queries: the OpenAPI document asks how it would be written. The program reflects on no type to write JSON; a type that is missing here fails the build.</summary>
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(long?))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(bool?))]
internal sealed partial class ParameterJsonContext : JsonSerializerContext;
