using System.Text;

namespace Parley.Cli.Tests.Load;

/// <summary>A terminal that says when it was told something.</summary>
internal sealed class SignalWriter(Func<string, bool> isSignal) : TextWriter
{
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Seen => _seen.Task;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        Write(value.ToString());
    }

    public override void Write(string? value)
    {
        if (value is not null && isSignal(value))
        {
            _seen.TrySetResult();
        }
    }

    public override void WriteLine(string? value)
    {
        Write(value);
    }
}
