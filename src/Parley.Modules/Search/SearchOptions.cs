using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Parley.Modules.Search;

/// <summary>Keys <c>Parley:Search:*</c>.</summary>
public sealed class SearchOptions
{
    public const string Section = "Parley:Search";

    /// <summary>Searches of one account in a minute, on each node; a quarter of them at once. Two a second: more than a person types, and what a script may take.</summary>
    [Range(4, 100_000)]
    public int PerMinute { get; set; } = 120;

    /// <summary>How often a worker looks for messages that are not in the index yet. Where there are so many channels that a look takes longer than a tenth of this, it rests longer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:10:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);
}

[OptionsValidator]
internal sealed partial class SearchOptionsValidator : IValidateOptions<SearchOptions>;
