namespace Parley.Cli.Load.Scenarios;

internal enum DayAction
{
    Post = 0,
    Type,
    OpenChannel,
    ScrollBack,
    Edit,
    Delete,
    Reconnect,
}

/// <summary>How often people do what, measured in posts. docs/load.md says where each figure comes from; a test holds the page against this table.</summary>
internal static class DayMix
{
    public static readonly IReadOnlyList<(DayAction Action, double PerPost)> PerPost =
    [
        (DayAction.Post, 1),
        (DayAction.Type, 3),
        (DayAction.OpenChannel, 7.5),
        (DayAction.ScrollBack, 2),
        (DayAction.Edit, 0.04),
        (DayAction.Delete, 0.005),
        (DayAction.Reconnect, 0.144),
    ];

    public static double ActionsPerPost => PerPost.Sum(action => action.PerPost);

    public static DayAction Pick(Random random)
    {
        var left = random.NextDouble() * ActionsPerPost;
        foreach (var (action, perPost) in PerPost)
        {
            left -= perPost;
            if (left < 0)
            {
                return action;
            }
        }

        return DayAction.Post;
    }
}
