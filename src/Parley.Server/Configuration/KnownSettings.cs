using Parley.Blobs.S3;
using Parley.Modules.Accounts;
using Parley.Modules.Api;
using Parley.Modules.Channels.Log;
using Parley.Modules.Files;
using Parley.Modules.Jobs;
using Parley.Modules.LinkPreviews;
using Parley.Modules.Search;
using Parley.Modules.Workspaces;
using Parley.Realtime;
using Parley.Server.Logging;
using Parley.Server.Management;
using Parley.Server.Stopping;

namespace Parley.Server.Configuration;

/// <summary>Every key below <c>Parley:</c>. A key that is not here is a slip of the pen, and would otherwise be ignored without a word.</summary>
internal static class KnownSettings
{
    private const string Root = "Parley";

    private static readonly string[] Single = [RolesSetting.Key, DatabaseSetting.Key, BusSetting.Key, BlobsSetting.Key, TrustedProxiesSetting.Key, ManagementPortSetting.Key, Logs.Key];

    private static readonly (string Section, Type Options)[] Sections =
    [
        (StartOptions.Section, typeof(StartOptions)),
        (StopOptions.Section, typeof(StopOptions)),
        (PublicUrlOptions.Section, typeof(PublicUrlOptions)),
        (SignUpOptions.Section, typeof(SignUpOptions)),
        (AccountsOptions.Section, typeof(AccountsOptions)),
        (WorkspacesOptions.Section, typeof(WorkspacesOptions)),
        (FilesOptions.Section, typeof(FilesOptions)),
        (S3Options.Section, typeof(S3Options)),
        (LinkPreviewsOptions.Section, typeof(LinkPreviewsOptions)),
        (SearchOptions.Section, typeof(SearchOptions)),
        (JobsOptions.Section, typeof(JobsOptions)),
        (ChannelLogOptions.Section, typeof(ChannelLogOptions)),
        (ServerApp.RealtimeSection, typeof(RealtimeOptions)),
    ];

    /// <exception cref="SettingException">There is a key that nothing reads.</exception>
    public static void Check(IConfiguration configuration)
    {
        var known = All().ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in configuration.GetSection(Root).AsEnumerable())
        {
            if (value is not null && !known.Contains(key))
            {
                throw new SettingException($"{key} is not a setting; did you mean {Nearest(key, known)}? docs/configuration.md lists them all.");
            }
        }
    }

    public static IEnumerable<string> All()
    {
        return Single.Concat(Sections.SelectMany(section => section.Options.GetProperties().Select(property => $"{section.Section}:{property.Name}")));
    }

    /// <summary>What each setting is when it is left out, as it would be written; those without a fixed default are not here.</summary>
    public static IReadOnlyDictionary<string, string> Defaults()
    {
        return Sections
            .SelectMany(section => section.Options.GetProperties().Select(property =>
                (Key: $"{section.Section}:{property.Name}", Value: property.GetValue(Activator.CreateInstance(section.Options))?.ToString())))
            .Append((Key: DatabaseSetting.Key, Value: DatabaseSetting.Default))
            .Append((Key: BusSetting.Key, Value: BusSetting.Default))
            .Append((Key: BlobsSetting.Key, Value: BlobsSetting.Default))
            .Append((Key: RolesSetting.Key, Value: RolesSetting.Default))
            .Where(setting => setting.Value is not null)
            .ToDictionary(setting => setting.Key, setting => setting.Value!);
    }

    /// <summary>Where the options of this type are read from.</summary>
    public static string SectionOf(Type options)
    {
        return Array.Find(Sections, section => section.Options == options).Section ?? Root;
    }

    private static string Nearest(string key, IEnumerable<string> known)
    {
        return known.MinBy(candidate => (!candidate.StartsWith(key, StringComparison.OrdinalIgnoreCase), Distance(key.ToUpperInvariant(), candidate.ToUpperInvariant())))!;
    }

    /// <summary>Levenshtein's: how many letters to add, drop or change.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substituted = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
