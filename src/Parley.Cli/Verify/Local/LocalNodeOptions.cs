namespace Parley.Cli.Verify.Local;

/// <param name="Roles">As <c>--roles</c> of the server has them.</param>
internal sealed record LocalNodeOptions(string Roles)
{
    /// <summary>What it gets besides what a local cluster gives it.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public LeaveTimes Leave { get; init; } = LeaveTimes.Default;
}
