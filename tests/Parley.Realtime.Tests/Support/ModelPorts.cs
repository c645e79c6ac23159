using Parley.Realtime.Ports;

namespace Parley.Realtime.Tests.Support;

/// <summary>The ports over a <see cref="ModelLog"/>. Each call waits until the test answers it, and may be answered with a failure or with old news.</summary>
internal sealed class ModelPorts(ModelLog log) : IEventReader, IConnectionGate
{
    private readonly List<Call> _calls = [];

    /// <summary>true: calls are answered at once.</summary>
    public bool IsPrompt { get; set; }

    public int Waiting => _calls.Count;

    public int Reads => Ranges.Count;

    public List<IReadOnlyList<EventRange>> Ranges { get; } = [];

    public HashSet<Guid> RevokedSignIns { get; } = [];

    /// <summary>Called when an account's channels are looked up, at the moment whose state is answered.</summary>
    public Action<ConnectionIdentity> OnFollowedRead { get; set; } = _ => { };

    public Func<Guid, FollowedChannels, FollowedChannels> Adjust { get; set; } = (_, followed) => followed;

    /// <summary>The token is the account's id, for a sign-in of the same id; or both with a slash between.</summary>
    public ValueTask<ConnectionIdentity?> AuthenticateAsync(string token, CancellationToken cancellationToken)
    {
        var ids = token.Split('/');
        var isKnown = Guid.TryParse(ids[0], out var accountId) & Guid.TryParse(ids[^1], out var signInId);
        return new ValueTask<ConnectionIdentity?>(isKnown && !RevokedSignIns.Contains(signInId) ? new ConnectionIdentity(accountId, signInId) : null);
    }

    public ValueTask<FollowedChannels?> ReadFollowedAsync(ConnectionIdentity identity, CancellationToken cancellationToken)
    {
        return Wait<FollowedChannels?>(
            () =>
            {
                OnFollowedRead(identity);
                return RevokedSignIns.Contains(identity.SignInId) ? null : Adjust(identity.AccountId, log.FollowedBy(identity.AccountId));
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<LoggedEvent>> ReadAsync(IReadOnlyList<EventRange> ranges, CancellationToken cancellationToken)
    {
        lock (Ranges)
        {
            Ranges.Add(ranges);
        }

        return Wait<IReadOnlyList<LoggedEvent>>(() => [.. ranges.SelectMany(log.Read)], cancellationToken);
    }

    public ValueTask<IReadOnlyList<ChannelHead>> ReadHeadsAsync(IReadOnlyCollection<Guid> channelIds, CancellationToken cancellationToken)
    {
        return Wait<IReadOnlyList<ChannelHead>>(
            () => [.. channelIds.Where(id => log.HeadOf(id) > 0).Select(id => new ChannelHead(id, log.HeadOf(id)))],
            cancellationToken);
    }

    /// <summary>One call sees the log as it is now, and will be answered with that.</summary>
    public void Look(int pick)
    {
        if (_calls.Count > 0)
        {
            _calls[pick % _calls.Count].Look();
        }
    }

    public void Answer(int pick)
    {
        if (_calls.Count > 0)
        {
            var call = _calls[pick % _calls.Count];
            _calls.Remove(call);
            call.Answer();
        }
    }

    public void Fail(int pick)
    {
        if (_calls.Count > 0)
        {
            var call = _calls[pick % _calls.Count];
            _calls.Remove(call);
            call.Fail();
        }
    }

    private ValueTask<T> Wait<T>(Func<T> look, CancellationToken cancellationToken)
    {
        if (IsPrompt)
        {
            return new ValueTask<T>(look());
        }

        var call = new Call<T>(look);
        _calls.Add(call);
        cancellationToken.Register(() =>
        {
            _calls.Remove(call);
            call.Cancel(cancellationToken);
        });
        return new ValueTask<T>(call.Result);
    }

    private abstract class Call
    {
        public abstract void Look();

        public abstract void Answer();

        public abstract void Fail();
    }

    private sealed class Call<T>(Func<T> look) : Call
    {
        private readonly TaskCompletionSource<T> _result = new();
        private Lazy<T> _seen = new(look);

        public Task<T> Result => _result.Task;

        public override void Look()
        {
            _ = _seen.Value;
        }

        public override void Answer()
        {
            _result.TrySetResult(_seen.Value);
        }

        public override void Fail()
        {
            _seen = new Lazy<T>(look);
            _result.TrySetException(new IOException("The database did not answer."));
        }

        public void Cancel(CancellationToken cancellationToken)
        {
            _result.TrySetCanceled(cancellationToken);
        }
    }
}
