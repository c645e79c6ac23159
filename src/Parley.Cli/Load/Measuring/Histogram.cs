using System.Numerics;

namespace Parley.Cli.Load.Measuring;

/// <summary>
/// Counts of durations in buckets that are at most 1/128 (0.8 %) wide, from a microsecond to two hours: the layout of HdrHistogram
/// (hdrhistogram.org), without its package, which brings the whole of NETStandard.Library 1.6 along. Recording is safe from any thread.
/// <code>
/// value   0 … 255    256 … 511          512 … 1023
/// bucket  one each   128 of 2 values    128 of 4 values    …
/// </code>
/// </summary>
internal sealed class Histogram
{
    private const int SubBucketBits = 7;
    private const int SubBuckets = 1 << SubBucketBits;

    // 2^33 us are 2.4 hours: no answer that anyone still waits for takes longer.
    private const long Largest = (1L << 33) - 1;

    private readonly long[] _counts = new long[BucketOf(Largest) + 1];
    private long _count;
    private long _sum;
    private long _least = long.MaxValue;
    private long _most;

    public long Count => Volatile.Read(ref _count);

    public TimeSpan Least => Count == 0 ? TimeSpan.Zero : TimeSpan.FromMicroseconds(Volatile.Read(ref _least));

    public TimeSpan Most => TimeSpan.FromMicroseconds(Volatile.Read(ref _most));

    public TimeSpan Mean => Count == 0 ? TimeSpan.Zero : TimeSpan.FromMicroseconds((double)Volatile.Read(ref _sum) / Count);

    public void Record(TimeSpan duration)
    {
        var value = Math.Clamp((long)duration.TotalMicroseconds, 0, Largest);
        Interlocked.Increment(ref _counts[BucketOf(value)]);
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _sum, value);
        Extend(ref _least, value, isLeast: true);
        Extend(ref _most, value, isLeast: false);
    }

    /// <param name="percentile">0 to 100.</param>
    /// <returns>A duration that so many percent do not exceed: the upper end of its bucket, so that a figure is never better than what was measured.</returns>
    public TimeSpan At(double percentile)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(percentile / 100 * Count));
        long seen = 0;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += Volatile.Read(ref _counts[bucket]);
            if (seen >= rank)
            {
                return TimeSpan.FromMicroseconds(Math.Min(UpperEndOf(bucket), Volatile.Read(ref _most)));
            }
        }

        return Most;
    }

    private static int BucketOf(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value) - SubBucketBits);
        return (shift << SubBucketBits) + (int)(value >> shift);
    }

    private static long UpperEndOf(int bucket)
    {
        var shift = Math.Max(0, (bucket >> SubBucketBits) - 1);
        var position = (long)bucket - (shift << SubBucketBits);
        return ((position + 1) << shift) - 1;
    }

    private static void Extend(ref long end, long value, bool isLeast)
    {
        var known = Volatile.Read(ref end);
        while (isLeast ? value < known : value > known)
        {
            var before = Interlocked.CompareExchange(ref end, value, known);
            if (before == known)
            {
                return;
            }

            known = before;
        }
    }
}
