using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Parley.Modules.Api;
using Parley.Realtime.Ports;

namespace Parley.Modules.Accounts;

/// <summary>
/// Whose a token is, without a query when the token was seen a moment ago (docs/decisions/0006-recent-sign-ins.md). It says who calls, never what
/// they may do. A revocation on this node is forgotten here before it is acknowledged, one on another node when its hint arrives.
/// </summary>
internal sealed class RecentSignIns : IHintSubscriber, IDisposable
{
    /// <summary>What one age holds; two are kept: some 16 MB. Past it the older half goes, and costs its owners a query.</summary>
    internal const int SignInsPerAge = 16_384;

    /// <summary>An answer is used for one to two of these: a minute, as the bound for what nobody announces, such as a row changed by hand.</summary>
    internal static readonly TimeSpan Age = TimeSpan.FromSeconds(30);

    private readonly ISignInStore _store;
    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;

    // Read without it. Whoever adds, removes or turns the ages holds it.
    private readonly Lock _changing = new();
    private volatile ConcurrentDictionary<TokenHash, TokenOwner> _young = new();
    private volatile ConcurrentDictionary<TokenHash, TokenOwner> _old = new();
    private int _youngCount;
    private long _youngSinceTicks;

    // How often something was forgotten: a query that began before may have read what is no longer so.
    private long _forgotten;

    public RecentSignIns(ISignInStore store, IHintBus bus, TimeProvider time)
    {
        _store = store;
        _time = time;
        _youngSinceTicks = time.GetUtcNow().UtcTicks;
        _subscription = bus.Subscribe(this);
    }

    public bool TryFind(string token, [NotNullWhen(true)] out TokenOwner? owner)
    {
        var now = _time.GetUtcNow();
        if (IsOver(now))
        {
            lock (_changing)
            {
                TurnWhenOver(now);
            }
        }

        var hash = TokenHash.Of(token);
        return (_young.TryGetValue(hash, out owner) || _old.TryGetValue(hash, out owner)) && !HasExpired(owner, now);
    }

    /// <returns>null when the token is unknown, expired or revoked; that is not remembered.</returns>
    public async Task<TokenOwner?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        var forgotten = Volatile.Read(ref _forgotten);
        var owner = await _store.FindByTokenAsync(SecretToken.Hash(token), cancellationToken);
        var now = _time.GetUtcNow();
        if (owner is null || HasExpired(owner, now))
        {
            return null;
        }

        lock (_changing)
        {
            TurnWhenOver(now);
            if (forgotten == _forgotten)
            {
                Add(TokenHash.Of(token), owner);
            }
        }

        return owner;
    }

    /// <summary>Every sign-in of the account: each of them costs one query at its next request.</summary>
    public void Forget(Guid accountId)
    {
        lock (_changing)
        {
            _forgotten++;
            foreach (var age in new[] { _young, _old })
            {
                foreach (var (hash, owner) in age)
                {
                    if (owner.SignIn.AccountId == accountId)
                    {
                        age.TryRemove(hash, out _);
                    }
                }
            }
        }
    }

    public void Receive(Hint hint)
    {
        if (hint is AccountHint.SignInsRevoked revoked)
        {
            Forget(revoked.AccountId);
        }
    }

    /// <summary>A revocation may have been among what was lost: everything is read again.</summary>
    public void Lost()
    {
        lock (_changing)
        {
            _forgotten++;
            Turn(new());
        }
    }

    public void Dispose()
    {
        _subscription.Dispose();
    }

    private void Add(TokenHash hash, TokenOwner owner)
    {
        if (_youngCount == SignInsPerAge)
        {
            Turn(_young);
        }

        _young[hash] = owner;
        _youngCount++;
    }

    private void TurnWhenOver(DateTimeOffset now)
    {
        if (!IsOver(now))
        {
            return;
        }

        var isJustOver = now.UtcTicks >= _youngSinceTicks && now.UtcTicks - _youngSinceTicks < 2 * Age.Ticks;
        Turn(isJustOver ? _young : new());
        Volatile.Write(ref _youngSinceTicks, isJustOver ? _youngSinceTicks + Age.Ticks : now.UtcTicks);
    }

    private void Turn(ConcurrentDictionary<TokenHash, TokenOwner> old)
    {
        _old = old;
        _young = new();
        _youngCount = 0;
    }

    /// <summary>Also when the clock was set back: an answer must not become young again.</summary>
    private bool IsOver(DateTimeOffset now)
    {
        var since = Volatile.Read(ref _youngSinceTicks);
        return now.UtcTicks - since >= Age.Ticks || now.UtcTicks < since;
    }

    private static bool HasExpired(TokenOwner owner, DateTimeOffset now)
    {
        return owner.SignIn.ExpiresAt <= now;
    }

    /// <summary>SHA-256 of a token, as a key: the token itself is not held.</summary>
    private readonly record struct TokenHash(UInt128 First, UInt128 Last)
    {
        public static TokenHash Of(string token)
        {
            Span<byte> hash = stackalloc byte[SecretToken.HashBytes];
            SecretToken.Hash(token, hash);
            return new TokenHash(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[(SecretToken.HashBytes / 2)..]));
        }
    }
}
