namespace Parley.Cli.Verify;

/// <summary>Something that must hold, how often it was looked at, and where it does not hold.</summary>
internal sealed class Property(string name)
{
    // The first few lead to the fault; a broken server would print millions.
    private const int ShownFailures = 5;

    public string Name { get; } = name;

    public long Checked { get; private set; }

    public long Failed { get; private set; }

    public List<string> Examples { get; } = [];

    public bool Holds => Failed == 0;

    public void Check(bool holds, Func<string> failure)
    {
        Checked++;
        if (holds)
        {
            return;
        }

        Failed++;
        if (Examples.Count < ShownFailures)
        {
            Examples.Add(failure());
        }
    }

    public override string ToString()
    {
        return Holds ? $"ok      {Name}: {Checked:N0}" : $"FAILED  {Name}: {Failed:N0} of {Checked:N0}";
    }
}
