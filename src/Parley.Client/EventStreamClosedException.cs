using Parley.Contracts;

namespace Parley.Client;

/// <summary>The server closed the event stream for a reason that reconnecting does not help: see <see cref="CloseCodes"/>.</summary>
public sealed class EventStreamClosedException(int closeCode, string? reason)
    : Exception($"The server closed the event stream with {closeCode}{(string.IsNullOrEmpty(reason) ? "" : $" ({reason})")}{Advice(closeCode)}.")
{
    public int CloseCode { get; } = closeCode;

    private static string Advice(int closeCode)
    {
        return closeCode is CloseCodes.BadCredentials or CloseCodes.Revoked ? ": the token is not, or no longer, valid" : "";
    }
}
