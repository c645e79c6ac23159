using System.Text.Json;
using Parley.Contracts;
using Parley.Realtime.Ports;

namespace Parley.Modules.Workspaces;

/// <summary>Tells an account's open clients that its name, workspaces or roles changed.</summary>
public sealed class MeChanges(IHintBus bus)
{
    private static readonly byte[] Frame = JsonSerializer.SerializeToUtf8Bytes(new MeChangedFrame(), ParleyJson.Context.MeChangedFrame);

    public void Announce(Guid accountId)
    {
        bus.Publish(new AccountHint.Frame(accountId, Frame));
    }
}
