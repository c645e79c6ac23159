namespace Parley.Cli.Verify.Local;

/// <summary>How a node is made to leave, as Kubernetes does it.</summary>
/// <param name="PreStop">The proxy sends it nothing new, and it is not told yet.</param>
/// <param name="Grace">From the beginning of <paramref name="PreStop"/> on; then it is killed.</param>
internal sealed record LeaveTimes(TimeSpan PreStop, TimeSpan Grace)
{
    // To be unready, to close its connections, to answer what it has begun, with the server's own defaults.
    public static readonly LeaveTimes Default = new(TimeSpan.Zero, TimeSpan.FromSeconds(45));
}
