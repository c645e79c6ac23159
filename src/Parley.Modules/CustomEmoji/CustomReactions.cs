namespace Parley.Modules.CustomEmoji;

/// <summary>What people of a workspace may react with besides the emoji of Unicode.</summary>
public sealed class CustomReactions(ICustomEmojiStore store)
{
    /// <summary>Whether it has the form <c>:name:</c>, of an emoji that is there, was there, or never was: as what it is taken back.</summary>
    public static bool IsOne(string reaction)
    {
        return EmojiName.Between(reaction) is not null;
    }

    public async Task<bool> IsThereAsync(Guid workspaceId, string reaction, CancellationToken cancellationToken)
    {
        return EmojiName.Between(reaction) is { } name && await store.FindAsync(workspaceId, name, cancellationToken) is not null;
    }
}
