namespace Parley.Cli.Verify.Local;

/// <summary>What the nemesis does to the connections of a proxy. Set by the nemesis, read by every connection.</summary>
internal sealed class ProxyFaults
{
    private long _delayTicks;
    private volatile TaskCompletionSource? _withheld;

    /// <summary>New connections are reset.</summary>
    public volatile bool IsRefusing;

    /// <summary>What comes late, in both directions.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _delayTicks));
        set => Interlocked.Exchange(ref _delayTicks, value.Ticks);
    }

    /// <summary>Requests go through and answers stay here: what is posted from now on is stored, and its client does not know.</summary>
    public void WithholdAnswers()
    {
        _withheld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void LetAnswersThrough()
    {
        var withheld = _withheld;
        _withheld = null;
        withheld?.TrySetResult();
    }

    public Task MayAnswerAsync()
    {
        return _withheld?.Task ?? Task.CompletedTask;
    }
}
