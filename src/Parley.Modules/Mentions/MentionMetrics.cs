using System.Diagnostics.Metrics;
using Parley.Contracts;

namespace Parley.Modules.Mentions;

/// <summary>The meter <c>parley.mentions</c>: whom messages called. Whether that notifies someone is decided by their own side, by their settings, and is not known here.</summary>
public sealed class MentionMetrics
{
    public const string MeterName = "parley.mentions";

    private static readonly KeyValuePair<string, object?> PersonTag = new("kind", "person");
    private static readonly KeyValuePair<string, object?> HereTag = new("kind", "here");
    private static readonly KeyValuePair<string, object?> ChannelTag = new("kind", "channel");

    private readonly Counter<long> _recorded;

    public MentionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _recorded = meter.CreateCounter<long>(
            "parley.mentions.recorded", "{mention}", "Mentions that were stored with their message, by kind: person (by name, or by a group), here, channel; channel once, however many it calls.");
    }

    /// <param name="mentions">Of a message that was stored; null: it calls nobody.</param>
    /// <param name="before">What it called before it was edited, which is not counted again; null: nothing.</param>
    public void Recorded(MessageMentions? mentions, MessageMentions? before = null)
    {
        if (mentions is null)
        {
            return;
        }

        Add(New(mentions.AccountIds, before?.AccountIds), PersonTag);
        Add(New(mentions.Here, before?.Here), HereTag);
        Add(mentions.Channel && before is not { Channel: true } ? 1 : 0, ChannelTag);
    }

    private static int New(IReadOnlyList<Guid>? called, IReadOnlyList<Guid>? before)
    {
        return before is null ? called?.Count ?? 0 : called?.Except(before).Count() ?? 0;
    }

    private void Add(int mentions, in KeyValuePair<string, object?> kind)
    {
        if (mentions > 0)
        {
            _recorded.Add(mentions, kind);
        }
    }
}
