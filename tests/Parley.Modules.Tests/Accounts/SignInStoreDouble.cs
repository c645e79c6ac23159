using System.Collections.Concurrent;
using System.Threading.Channels;
using Parley.Modules.Accounts;
using Parley.Modules.Jobs;
using Parley.Modules.Api;

namespace Parley.Modules.Tests.Accounts;

/// <summary>Sign-ins in memory, whose look-ups a test counts, and may hold up between reading and answering.</summary>
internal sealed class SignInStoreDouble : ISignInStore
{
    private readonly ConcurrentDictionary<string, TokenOwner> _owners = new();
    private readonly Channel<TaskCompletionSource> _held = Channel.CreateUnbounded<TaskCompletionSource>();
    private int _lookUps;

    public int LookUps => _lookUps;

    public int Touches { get; private set; }

    /// <summary>From now on each look-up reads, shows up in <see cref="Held"/>, and answers when the test says so.</summary>
    public bool HoldsAnswers { get; set; }

    public ChannelReader<TaskCompletionSource> Held => _held.Reader;

    /// <summary>Deletions take place, and their answer is lost.</summary>
    public bool LosesAnswers { get; set; }

    public Task AddAsync(StoredSignIn signIn, byte[] tokenHash, CancellationToken cancellationToken)
    {
        _owners[Convert.ToHexString(tokenHash)] = new TokenOwner(signIn, IsServerAdmin: false);
        return Task.CompletedTask;
    }

    public async Task<TokenOwner?> FindByTokenAsync(byte[] tokenHash, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _lookUps);
        var owner = _owners.GetValueOrDefault(Convert.ToHexString(tokenHash));
        if (HoldsAnswers)
        {
            var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _held.Writer.TryWrite(answer);
            await answer.Task;
        }

        return owner;
    }

    public Task TouchAsync(Guid signInId, DateTimeOffset lastUsedAt, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        Touches++;
        var (hash, owner) = _owners.Single(pair => pair.Value.SignIn.Id == signInId);
        _owners[hash] = owner with { SignIn = owner.SignIn with { LastUsedAt = lastUsedAt, ExpiresAt = expiresAt } };
        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(Guid accountId, Guid signInId, SignInKind kind, CancellationToken cancellationToken)
    {
        var isDeleted = Delete(owner => owner.SignIn.Id == signInId && owner.SignIn.AccountId == accountId).Count > 0;
        return LosesAnswers ? throw new IOException("The test's connection broke after the commit.") : Task.FromResult(isDeleted);
    }

    public Task<IReadOnlyList<Guid>> DeleteOthersAsync(Guid accountId, Guid keptSignInId, CancellationToken cancellationToken)
    {
        return Task.FromResult<IReadOnlyList<Guid>>(Delete(owner => owner.SignIn.AccountId == accountId && owner.SignIn.Id != keptSignInId));
    }

    public Task<bool> TryAddAccessTokenAsync(StoredSignIn signIn, byte[] tokenHash, int limit, CancellationToken cancellationToken)
    {
        throw new NotSupportedException("Tokens come by AddAsync.");
    }

    public Task<IReadOnlyList<StoredSignIn>> ListAsync(Guid accountId, SignInKind kind, DateTimeOffset now, CancellationToken cancellationToken)
    {
        throw new NotSupportedException("Nobody lists them.");
    }

    /// <returns>A token of a new sign-in.</returns>
    public async Task<(string Token, StoredSignIn SignIn)> NewAsync(Guid accountId, DateTimeOffset now, TimeSpan lifetime)
    {
        var token = SecretToken.Create(SecretToken.DevicePrefix);
        var signIn = new StoredSignIn
        {
            Id = Guid.CreateVersion7(now),
            AccountId = accountId,
            Kind = SignInKind.Device,
            Name = null,
            CreatedAt = now,
            LastUsedAt = now,
            ExpiresAt = now + lifetime,
        };
        await AddAsync(signIn, SecretToken.Hash(token), default);
        return (token, signIn);
    }

    private List<Guid> Delete(Func<TokenOwner, bool> isMeant)
    {
        var deleted = _owners.Where(pair => isMeant(pair.Value)).ToList();
        foreach (var (hash, _) in deleted)
        {
            _owners.TryRemove(hash, out _);
        }

        return [.. deleted.Select(pair => pair.Value.SignIn.Id)];
    }

    public Task<int> PurgeAsync(DateTimeOffset expiredBefore, int limit, JobCompletion completion, CancellationToken cancellationToken)
    {
        throw new NotSupportedException();
    }
}
