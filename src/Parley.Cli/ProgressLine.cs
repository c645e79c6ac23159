namespace Parley.Cli;

/// <summary>How far a command is, on stderr: one line that overwrites itself on a terminal, and a plain line now and then elsewhere. Safe for many threads.</summary>
internal sealed class ProgressLine(ParleyTerminal terminal)
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan InLog = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private long _shownAt = terminal.Time.GetTimestamp();
    private int _width;

    /// <summary>Shows it unless something was shown a moment ago.</summary>
    public void Show(Func<string> text)
    {
        if (!_lock.TryEnter())
        {
            return;
        }

        try
        {
            if (terminal.Time.GetElapsedTime(_shownAt) >= (terminal.IsInteractive ? OnTerminal : InLog))
            {
                _shownAt = terminal.Time.GetTimestamp();
                Write(text());
            }
        }
        finally
        {
            _lock.Exit();
        }
    }

    /// <summary>A line that stays.</summary>
    public void Say(string text)
    {
        lock (_lock)
        {
            Clear();
            terminal.Error.WriteLine(text);
        }
    }

    public void End()
    {
        lock (_lock)
        {
            Clear();
        }
    }

    private void Write(string text)
    {
        if (!terminal.IsInteractive)
        {
            terminal.Error.WriteLine(text);
            return;
        }

        terminal.Error.Write("\r" + text.PadRight(_width));
        _width = text.Length;
    }

    private void Clear()
    {
        if (_width > 0)
        {
            terminal.Error.Write("\r" + new string(' ', _width) + "\r");
            _width = 0;
        }
    }
}
