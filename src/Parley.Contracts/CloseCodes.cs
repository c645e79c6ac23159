namespace Parley.Contracts;

/// <summary>
/// Why the server closed an event stream. RFC 6455 leaves 4000 to 4999 to applications; in Parley 4400 to 4499 say that the
/// client has to change something first, and 4500 to 4599 that it reconnects by itself, with backoff and full jitter.
/// Two of the first range are exceptions that reconnect: <see cref="TooSlow"/> and <see cref="TimedOut"/>.
/// </summary>
public static class CloseCodes
{
    /// <summary>A frame was not JSON, had no <c>type</c>, or was not the one <c>connect</c> that a connection begins with. Unknown types after it are ignored.</summary>
    public const int Malformed = 4400;

    /// <summary>The token is unknown, expired or revoked: sign in again.</summary>
    public const int BadCredentials = 4401;

    /// <summary>The sign-in was revoked, or the account deactivated, while connected: sign in again.</summary>
    public const int Revoked = 4403;

    /// <summary>The client sent no <c>connect</c>, or nothing at all for too long: reconnect.</summary>
    public const int TimedOut = 4407;

    /// <summary>The client did not read what was sent to it: reconnect and resume.</summary>
    public const int TooSlow = 4408;

    /// <summary>The client sent more frames than it may: reconnect after a pause.</summary>
    public const int TooManyFrames = 4429;

    /// <summary>The node failed in a way it did not expect: reconnect.</summary>
    public const int ServerFault = 4500;

    /// <summary>The node stops: reconnect, to another one.</summary>
    public const int ServerStopping = 4503;

    /// <summary>Whether a client that was closed with this code connects again by itself. Codes outside our ranges (1006 and its kin) do.</summary>
    public static bool Reconnects(int code)
    {
        return code is TooSlow or TimedOut or TooManyFrames or (< 4400 or >= 4500);
    }
}
