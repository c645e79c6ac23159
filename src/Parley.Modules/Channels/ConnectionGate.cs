using Parley.Modules.Accounts;
using Parley.Realtime.Ports;

namespace Parley.Modules.Channels;

/// <summary>Answers the event stream's questions: who is this token, and what does the account follow.</summary>
internal sealed class ConnectionGate(SignInTokens tokens, IChannelStore channels) : IConnectionGate
{
    public async ValueTask<ConnectionIdentity?> AuthenticateAsync(string token, CancellationToken cancellationToken)
    {
        var owner = await tokens.FindOwnerAsync(token, cancellationToken);
        return owner is null ? null : new ConnectionIdentity(owner.SignIn.AccountId, owner.SignIn.Id);
    }

    public async ValueTask<FollowedChannels?> ReadFollowedAsync(ConnectionIdentity identity, CancellationToken cancellationToken)
    {
        return await channels.ReadFollowedAsync(identity, cancellationToken);
    }
}
