namespace Parley.Server.Configuration;

/// <summary>A setting is wrong. The message is one line: the key, the problem, an example of what would be right.</summary>
internal sealed class SettingException(string message) : Exception(message);
