namespace Parley.Cli.Load;

/// <summary>The processor time of the whole machine, from the first line of <c>/proc/stat</c> (proc_stat(5)): user nice system idle iowait irq softirq steal.</summary>
internal sealed record MachineTime(long Busy, long Total)
{
    private const string File = "/proc/stat";
    private const int Idle = 3;
    private const int Wait = 4;
    private const int Fields = 8;

    /// <returns>null on a system without it.</returns>
    public static MachineTime? TryRead()
    {
        return System.IO.File.Exists(File) ? Parse(System.IO.File.ReadLines(File).First()) : null;
    }

    public static MachineTime Parse(string line)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(Fields).Select(long.Parse).ToArray();
        var total = fields.Sum();
        return new MachineTime(total - fields[Idle] - fields[Wait], total);
    }

    /// <returns>0 to 1; null when there is nothing to compare with.</returns>
    public double? BusySince(MachineTime? before)
    {
        return before is not null && Total > before.Total ? (double)(Busy - before.Busy) / (Total - before.Total) : null;
    }
}
