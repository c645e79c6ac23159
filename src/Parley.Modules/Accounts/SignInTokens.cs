using Parley.Modules.Api;
using Microsoft.Extensions.Options;
using Parley.Realtime.Ports;

namespace Parley.Modules.Accounts;

/// <summary>Gives out, recognises and revokes the tokens that stand for a sign-in.</summary>
public sealed class SignInTokens(ISignInStore store, IHintBus bus, IOptions<AccountsOptions> options, TimeProvider time)
{
    private const int DeviceCharacters = 200;

    // A write per request would cost more than the knowledge is worth.
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(5);

    private TimeSpan DeviceLifetime => TimeSpan.FromDays(options.Value.SignInDays);

    /// <returns>The token, which is not kept.</returns>
    internal async Task<string> CreateForDeviceAsync(Guid accountId, string? device, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var signIn = new StoredSignIn
        {
            Id = Guid.CreateVersion7(now),
            AccountId = accountId,
            Kind = SignInKind.Device,
            Name = Shortened(device),
            CreatedAt = now,
            LastUsedAt = now,
            ExpiresAt = now + DeviceLifetime,
        };
        var token = SecretToken.Create(SecretToken.DevicePrefix);
        await store.AddAsync(signIn, SecretToken.Hash(token), cancellationToken);
        return token;
    }

    /// <returns>null when the token is unknown, expired or revoked.</returns>
    public async Task<TokenOwner?> FindOwnerAsync(string token, CancellationToken cancellationToken)
    {
        var owner = await store.FindByTokenAsync(SecretToken.Hash(token), cancellationToken);
        if (owner is null)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var signIn = owner.SignIn;
        if (signIn.ExpiresAt <= now)
        {
            return null;
        }

        if (now - signIn.LastUsedAt > TouchEvery)
        {
            var expiresAt = signIn.Kind == SignInKind.Device ? now + DeviceLifetime : signIn.ExpiresAt;
            await store.TouchAsync(signIn.Id, now, expiresAt, cancellationToken);
        }

        return owner;
    }

    /// <summary>Ends one sign-in or access token; its connections are closed.</summary>
    /// <returns>false when the account has no such one.</returns>
    internal async Task<bool> RevokeAsync(Guid accountId, Guid signInId, SignInKind kind, CancellationToken cancellationToken)
    {
        if (!await store.DeleteAsync(accountId, signInId, kind, cancellationToken))
        {
            return false;
        }

        bus.Publish(new AccountHint.SignInsRevoked(accountId, [signInId]));
        return true;
    }

    internal async Task RevokeOthersAsync(Guid accountId, Guid keptSignInId, CancellationToken cancellationToken)
    {
        var revoked = await store.DeleteOthersAsync(accountId, keptSignInId, cancellationToken);
        if (revoked.Count > 0)
        {
            bus.Publish(new AccountHint.SignInsRevoked(accountId, revoked));
        }
    }

    /// <summary>Not through the middle of a character: half a surrogate pair cannot be stored.</summary>
    private static string? Shortened(string? device)
    {
        return device is { Length: > DeviceCharacters } ? device[..(char.IsHighSurrogate(device[DeviceCharacters - 1]) ? DeviceCharacters - 1 : DeviceCharacters)] : device;
    }
}
