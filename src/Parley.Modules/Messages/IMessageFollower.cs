namespace Parley.Modules.Messages;

/// <summary>Is told what was written, after it is stored. It may miss some: what must not be missed is done with the message.</summary>
public interface IMessageFollower
{
    /// <summary>Returns at once, and does not throw. Safe for use from many threads.</summary>
    /// <param name="channelId">Where.</param>
    /// <param name="seq">The message, new or edited.</param>
    /// <param name="text">What it says now.</param>
    void Written(Guid channelId, long seq, string text);
}
