using Parley.Realtime.Hints;

namespace Parley.Compliance;

/// <summary>A network that nodes share, with the server in its middle.</summary>
public abstract class HintNetwork : IAsyncDisposable
{
    /// <summary>What one node has of it.</summary>
    public abstract IHintTransport Connect();

    /// <summary>Sends bytes to every node that listens, as something else on the network could.</summary>
    public abstract Task SendForeignAsync(byte[] bytes);

    /// <summary>How many connections the server has of nodes.</summary>
    public abstract Task<int> CountConnectionsAsync();

    /// <summary>Cuts all connections of nodes; the server goes on.</summary>
    public abstract Task CutAsync();

    /// <summary>Kills the server.</summary>
    public abstract Task HaltAsync();

    public abstract Task ContinueAsync();

    public abstract ValueTask DisposeAsync();
}
