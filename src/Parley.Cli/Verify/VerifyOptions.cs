using Parley.Cli.Verify.Faults;
using Parley.Cli.Verify.Local;
using Parley.Client;

namespace Parley.Cli.Verify;

/// <summary>What <c>parley verify</c> was asked for: a running deployment, or one of its own with faults.</summary>
internal sealed record VerifyOptions
{
    public required VerifyRunOptions Run { get; init; }

    /// <summary>null: a cluster is started.</summary>
    public ParleyClient? Client { get; init; }

    /// <summary>null: there is one.</summary>
    public LocalClusterOptions? Cluster { get; init; }

    public NemesisOptions? Nemesis { get; init; }

    /// <summary>null: the history is not kept.</summary>
    public FileInfo? Out { get; init; }

    public FileInfo? Json { get; init; }
}
