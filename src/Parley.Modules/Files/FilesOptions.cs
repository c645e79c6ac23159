using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Parley.Modules.Files;

/// <summary>Keys <c>Parley:Files:*</c>.</summary>
public sealed class FilesOptions
{
    public const string Section = "Parley:Files";

    /// <summary>Bytes of one file at most. The standard, 1 GiB, is Slack's limit.</summary>
    [Range(1, 1L << 40)]
    public long MaxBytes { get; set; } = 1L << 30;

    /// <summary>Bytes of all files of a workspace at most. The standard, 1 TiB, is more than most disks hold: set it where the disk is yours.</summary>
    [Range(1, 1L << 60)]
    public long WorkspaceBytes { get; set; } = 1L << 40;

    /// <summary>Hours after which a file that is in no message is removed.</summary>
    [Range(1, 8_760)]
    public int AbandonedHours { get; set; } = 24;
}

[OptionsValidator]
internal sealed partial class FilesOptionsValidator : IValidateOptions<FilesOptions>;
