namespace Parley.Modules.LinkPreviews.Fetching;

/// <summary>What a page says to robots, in its header or in a <c>meta</c> element.</summary>
internal static class RobotRules
{
    /// <param name="rules">Such as <c>noindex, nosnippet</c>.</param>
    public static bool ForbidPreview(string rules)
    {
        return rules.Split(',', StringSplitOptions.TrimEntries).Any(rule => rule.Equals("nosnippet", StringComparison.OrdinalIgnoreCase) || rule.Equals("none", StringComparison.OrdinalIgnoreCase));
    }
}
