using Parley.Modules.Api;
using Microsoft.Extensions.Options;
using Parley.Realtime.Ports;

namespace Parley.Modules.Accounts;

/// <summary>Gives out, recognises and revokes the tokens that stand for a sign-in.</summary>
/// <param name="store">The sign-ins.</param>
/// <param name="bus">Tells other nodes what was revoked, and this one what they revoked.</param>
/// <param name="options">How long a device stays signed in.</param>
/// <param name="time">The clock.</param>
/// <param name="notesUse">Whether the use of a token is written down; false where the database is only read.</param>
public sealed class SignInTokens(ISignInStore store, IHintBus bus, IOptions<AccountsOptions> options, TimeProvider time, bool notesUse) : IDisposable
{
    private const int DeviceCharacters = 200;

    // A write per request would cost more than the knowledge is worth.
    private static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(5);

    private readonly RecentSignIns _recent = new(store, bus, time);

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
    public ValueTask<TokenOwner?> FindOwnerAsync(string token, CancellationToken cancellationToken)
    {
        return _recent.TryFind(token, out var owner) ? ValueTask.FromResult<TokenOwner?>(owner) : new ValueTask<TokenOwner?>(ReadOwnerAsync(token, cancellationToken));
    }

    /// <summary>Ends one sign-in or access token; its connections are closed.</summary>
    /// <returns>false when the account has no such one.</returns>
    internal async Task<bool> RevokeAsync(Guid accountId, Guid signInId, SignInKind kind, CancellationToken cancellationToken)
    {
        try
        {
            if (!await store.DeleteAsync(accountId, signInId, kind, cancellationToken))
            {
                return false;
            }
        }
        finally
        {
            // Also when the database did not answer: it may have deleted all the same.
            _recent.Forget(accountId);
        }

        bus.Publish(new AccountHint.SignInsRevoked(accountId, [signInId]));
        return true;
    }

    /// <returns>How many there were.</returns>
    internal async Task<int> RevokeOthersAsync(Guid accountId, Guid keptSignInId, CancellationToken cancellationToken)
    {
        IReadOnlyList<Guid> revoked;
        try
        {
            revoked = await store.DeleteOthersAsync(accountId, keptSignInId, cancellationToken);
        }
        finally
        {
            _recent.Forget(accountId);
        }

        if (revoked.Count > 0)
        {
            bus.Publish(new AccountHint.SignInsRevoked(accountId, revoked));
        }

        return revoked.Count;
    }

    public void Dispose()
    {
        _recent.Dispose();
    }

    private async Task<TokenOwner?> ReadOwnerAsync(string token, CancellationToken cancellationToken)
    {
        var owner = await _recent.ReadAsync(token, cancellationToken);
        var now = time.GetUtcNow();
        if (notesUse && owner is { SignIn: var signIn } && now - signIn.LastUsedAt > TouchEvery)
        {
            var expiresAt = signIn.Kind == SignInKind.Device ? now + DeviceLifetime : signIn.ExpiresAt;
            await store.TouchAsync(signIn.Id, now, expiresAt, cancellationToken);
        }

        return owner;
    }

    /// <summary>Not through the middle of a character: half a surrogate pair cannot be stored.</summary>
    private static string? Shortened(string? device)
    {
        return device is { Length: > DeviceCharacters } ? device[..(char.IsHighSurrogate(device[DeviceCharacters - 1]) ? DeviceCharacters - 1 : DeviceCharacters)] : device;
    }
}
