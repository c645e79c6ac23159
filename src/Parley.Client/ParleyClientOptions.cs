namespace Parley.Client;

/// <summary>What a <see cref="ParleyClient"/> works with.</summary>
public sealed record ParleyClientOptions
{
    /// <summary>Where the server is, such as <c>http://localhost:5080</c>; a path before <c>/api</c> is kept.</summary>
    public required Uri Server { get; init; }

    /// <summary>From a sign-in, a sign-up or a personal access token; null: only the calls that anyone may make.</summary>
    public string? Token { get; init; }

    /// <summary>The caller's own client, which the caller disposes; null: the <see cref="ParleyClient"/> makes one and disposes it.</summary>
    public HttpClient? Http { get; init; }

    /// <summary>The clock of every pause.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the jitter of every pause comes from. It is locked while in use, so that one may be shared by several clients.</summary>
    public Random Random { get; init; } = new();

    /// <summary>
    /// How often a call that may be repeated is tried in all before its <see cref="ParleyException"/> is thrown. 1: never repeated.
    /// With the pauses of <see cref="Backoff"/> the default 6 bridges about the 10 s that a node takes to restart.
    /// </summary>
    public int Attempts { get; init; } = 6;
}
