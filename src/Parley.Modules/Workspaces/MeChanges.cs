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

    /// <summary>Also makes its presence show, and lets it see that of others, by the workspaces and roles of now.</summary>
    public void AnnounceMembership(Guid accountId)
    {
        bus.Publish(new AccountHint.GroupsChanged(accountId));
        Announce(accountId);
    }
}
