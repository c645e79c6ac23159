namespace Parley.Contracts;

/// <summary>What a request may hold at most. The server answers more with a 4xx that names the limit; clients may check first.</summary>
public static class Limits
{
    /// <summary>Unicode code points of a message's Markdown. The limit that DESIGN gives; Slack's is 40,000 characters, Mattermost's 16,383.</summary>
    public const int MessageCharacters = 20_000;

    /// <summary>Bytes of a JSON request body: 20,000 code points of 4 bytes, each written as an escaped surrogate pair of 12, and some room.</summary>
    public const int RequestBytes = 256 * 1024;

    /// <summary>Bytes of one frame from a client on the event stream; a larger one closes the connection with 1009. A connect frame with 800 cursors fits.</summary>
    public const int ClientFrameBytes = 64 * 1024;

    /// <summary>Events that resume replays in one channel; a reader that misses more gets <c>channel.reset</c>.</summary>
    public const int ReplayEvents = 1_000;

    /// <summary>Messages or events in one page, at most.</summary>
    public const int PageSize = 200;

    /// <summary>Messages or events in a page when the request names no limit.</summary>
    public const int DefaultPageSize = 50;

    /// <summary>Unread messages are counted exactly up to here; a larger count is answered as this one ("1,000 or more").</summary>
    public const int UnreadCount = 1_000;

    /// <summary>Who replied, named beside a message with a thread: as many faces as fit under it on a phone.</summary>
    public const int ThreadRepliers = 3;

    /// <summary>Threads in the answer to <c>GET /api/v1/me/threads</c>: some 200 KB, and years of one person's threads.</summary>
    public const int FollowedThreads = 5_000;

    /// <summary>Different emoji on one message: more are no longer read by anyone. The same as Slack's and Mattermost's.</summary>
    public const int ReactionEmoji = 50;

    /// <summary>Accounts that a message names for each emoji on it, at most; the count beside them is exact. More names than a tooltip shows.</summary>
    public const int ReactionAccounts = 20;

    /// <summary>Earlier versions of a message that are given out, the last ones. All are kept.</summary>
    public const int MessageVersions = 100;

    /// <summary>Messages pinned to one channel: more are no longer at hand. Slack's limit.</summary>
    public const int PinnedMessages = 100;

    /// <summary>Messages that an account has saved for later, in all of its workspaces together.</summary>
    public const int SavedMessages = 1_000;

    /// <summary>Texts that wait in the composers of one account.</summary>
    public const int Drafts = 200;

    /// <summary>People that one message may call by name; further names stay text. Nobody greets more one by one, and each is a row.</summary>
    public const int MentionedNames = 50;

    /// <summary>People that <c>@here</c> may name in an event; where more are online it calls everyone, as <c>@channel</c> does: an event of theirs would be larger than any message.</summary>
    public const int HereAccounts = 1_000;

    /// <summary>A channel with more members asks who writes <c>@channel</c> or <c>@here</c> whether all of them are meant. Clients do; the server does not.</summary>
    public const int UnaskedMembers = 10;

    public const int Keywords = 50;

    /// <summary>Unread texts that one look at all channels holds against the keywords; in channels past that only mentions count.</summary>
    public const int KeywordTexts = 5_000;

    public const int KeywordCharacters = 64;

    /// <summary>RFC 5646, section 4.4.1: what a language tag may need.</summary>
    public const int LanguageCharacters = 35;

    /// <summary>Emoji of a workspace's own: their list is read whole, and has some 150 bytes for each.</summary>
    public const int CustomEmoji = 1_000;

    public const int EmojiNameMinCharacters = 2;

    public const int EmojiNameCharacters = 64;

    /// <summary>Bytes of a custom emoji; what moves needs most of it.</summary>
    public const int EmojiBytes = 256 * 1024;

    /// <summary>Each side of a custom emoji, at most: many times what is shown.</summary>
    public const int EmojiPixels = AvatarPixels;

    /// <summary>Groups of a workspace: their list is read whole, and has some 40 bytes for each of their people.</summary>
    public const int Groups = 200;

    /// <summary>People of one group: more of them are a channel.</summary>
    public const int GroupMembers = 100;

    public const int GroupNameMinCharacters = 2;

    public const int GroupNameCharacters = UsernameCharacters;

    /// <summary>Groups that one message calls; further ones call nobody.</summary>
    public const int MentionedGroups = 10;

    /// <summary>UTF-16 code units of a search query: a long sentence, with operators.</summary>
    public const int SearchCharacters = 500;

    /// <summary>Words, phrases and operators of a search query.</summary>
    public const int SearchParts = 20;

    /// <summary>Results on a page of a search.</summary>
    public const int SearchPageSize = 50;

    /// <summary>Messages that a search reads to put them in order, the newest that fit: nobody pages further, and reading them takes a few milliseconds.</summary>
    public const int SearchCandidates = 300;

    /// <summary>A sentence or three.</summary>
    public const int FileAltCharacters = 500;

    /// <summary>Four by four pixels of three colours.</summary>
    public const int FileBlurBytes = 48;

    /// <summary>Links of one message that are shown with a preview, the first ones: more would bury the message.</summary>
    public const int LinkPreviews = 3;

    public const int PreviewSiteCharacters = 80;

    /// <summary>Two lines of a preview.</summary>
    public const int PreviewTitleCharacters = 200;

    /// <summary>What search engines show of a page, twice.</summary>
    public const int PreviewDescriptionCharacters = 300;

    /// <summary>Accounts whose presence one connection watches: more than a client shows at a time.</summary>
    public const int WatchedAccounts = 500;

    public const int UsernameCharacters = 32;

    public const int DisplayNameCharacters = 80;

    /// <summary>What someone does, and how they are spoken of: a line beside a name.</summary>
    public const int TitleCharacters = 100;

    public const int PronounsCharacters = 40;

    /// <summary>What someone says of themselves for a while: a line beside a name.</summary>
    public const int StatusCharacters = 100;

    /// <summary>The longest name of the IANA database today has 32 characters.</summary>
    public const int TimeZoneCharacters = 64;

    /// <summary>What people are looked for by, in a list of members.</summary>
    public const int PeopleSearchCharacters = 100;

    /// <summary>Of one account: of its profile, its picture and what else everyone who sees it is told of.</summary>
    public const int ProfileChangesPerMinute = 30;

    /// <summary>Bytes of an avatar: a photo of <see cref="AvatarPixels"/> squared as JPEG has some 60 KB.</summary>
    public const int AvatarBytes = 256 * 1024;

    /// <summary>Each side of an avatar, at most: what the largest place for it shows on a dense screen, twice.</summary>
    public const int AvatarPixels = 512;

    public const int EmailCharacters = 254;

    /// <summary>OWASP ASVS 5.0, 6.2.1 asks for at least 8 and recommends more.</summary>
    public const int PasswordMinCharacters = 10;

    /// <summary>Long passphrases are welcome; past this the hashing would be work for an attacker to hand out.</summary>
    public const int PasswordMaxCharacters = 256;

    public const int WorkspaceNameCharacters = 64;

    public const int ChannelNameCharacters = 80;

    public const int ChannelTopicCharacters = 250;

    public const int ChannelPurposeCharacters = 1_000;

    /// <summary>People in one direct channel, the caller included. The same as Slack's and Mattermost's group messages allow (9 and 8), rounded up.</summary>
    public const int DirectChannelMembers = 10;

    public const int FileNameCharacters = 255;

    /// <summary>Files of one message.</summary>
    public const int FilesPerMessage = 10;

    public const int AccessTokenNameCharacters = 80;

    public const int AccessTokensPerAccount = 50;
}
