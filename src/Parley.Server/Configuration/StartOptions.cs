using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Parley.Server.Configuration;

/// <summary>Keys <c>Parley:Start:*</c>.</summary>
internal sealed class StartOptions
{
    public const string Section = "Parley:Start";

    /// <summary>
    /// How long a node whose login may not change the schema waits for <c>parley-server migrate</c>; then it ends. 30 s: a release starts the migration
    /// and the nodes at about the same time.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MigrationWait { get; set; } = TimeSpan.FromSeconds(30);
}

[OptionsValidator]
internal sealed partial class StartOptionsValidator : IValidateOptions<StartOptions>;
