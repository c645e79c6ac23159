namespace Parley.Server.Logging;

/// <summary>Says on standard output that the node is ready, whatever the log's level: who starts a node waits for it.</summary>
internal interface IAnnouncement
{
    void Say(string sentence);
}

internal sealed class TextAnnouncement : IAnnouncement
{
    public void Say(string sentence)
    {
        Console.WriteLine(sentence);
    }
}

internal sealed class EcsAnnouncement(EcsService service) : IAnnouncement
{
    public const string Action = "node.ready";

    public void Say(string sentence)
    {
        var document = service.Begin(EcsFormatter.Dataset);
        document.Set("log.level", "info");
        document.Set("message", sentence);
        document.Set("event.action", Action);
        Console.WriteLine(document.ToString());
    }
}
