namespace Parley.Contracts;

/// <summary>
/// The stable <c>code</c> of a problem document (RFC 9457). A client decides by it; title and detail are for people and may change.
/// Each code has one HTTP status, given beside it.
/// </summary>
public static class ErrorCodes
{
    /// <summary>400: the body is not JSON, or not of the shape that the call takes.</summary>
    public const string MalformedJson = "malformed-json";

    /// <summary>400: the body is not UTF-8, or holds half of a surrogate pair.</summary>
    public const string MalformedUtf8 = "malformed-utf8";

    /// <summary>400: one or more fields are wrong; <c>errors</c> names each with what would be right.</summary>
    public const string Validation = "validation";

    /// <summary>400: a message needs text.</summary>
    public const string MessageEmpty = "message-empty";

    /// <summary>400: the text is longer than <see cref="Limits.MessageCharacters"/>.</summary>
    public const string MessageTooLong = "message-too-long";

    /// <summary>400: <c>threadSeq</c> names no message of the channel.</summary>
    public const string NoSuchThread = "no-such-thread";

    /// <summary>400: <c>threadSeq</c> names a reply; whoever answers it replies to its root.</summary>
    public const string NotARoot = "not-a-root";

    /// <summary>400: a file of the message is unknown, removed, in another message already, or not the author's own upload to this channel.</summary>
    public const string NoSuchFile = "no-such-file";

    /// <summary>400: the invite is unknown, used up, expired or withdrawn.</summary>
    public const string InviteInvalid = "invite-invalid";

    /// <summary>401: no token, or one that is unknown, expired or revoked.</summary>
    public const string NotSignedIn = "not-signed-in";

    /// <summary>401: username and password do not match, or there were too many tries; the answer is the same on purpose.</summary>
    public const string InvalidCredentials = "invalid-credentials";

    /// <summary>403: a write with the browser's cookie lacks the anti-forgery header, or comes from another origin.</summary>
    public const string AntiForgery = "anti-forgery";

    /// <summary>403: the caller may see this, but not do that with it.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>403: only members of the channel may do this; joining it comes first.</summary>
    public const string NotAMember = "not-a-member";

    /// <summary>403: sign-up on this server needs an invite.</summary>
    public const string InviteNeeded = "invite-needed";

    /// <summary>404: not there, or not for the caller to see; the two answers are the same, byte for byte.</summary>
    public const string NotFound = "not-found";

    /// <summary>405: the address exists, the method does not.</summary>
    public const string MethodNotAllowed = "method-not-allowed";

    /// <summary>409: someone has this username.</summary>
    public const string UsernameTaken = "username-taken";

    /// <summary>409: the workspace has a channel of this name.</summary>
    public const string ChannelNameTaken = "channel-name-taken";

    /// <summary>409: the channel is archived; nothing in it changes until it is restored.</summary>
    public const string ChannelArchived = "channel-archived";

    /// <summary>409: a direct channel has no name, topic, or changing members.</summary>
    public const string DirectChannel = "direct-channel";

    /// <summary>409: a workspace keeps at least one owner.</summary>
    public const string LastOwner = "last-owner";

    /// <summary>409: the message was deleted; it cannot be edited or replied to.</summary>
    public const string MessageDeleted = "message-deleted";

    /// <summary>409: the account, or the message, has as many of these as it may have; remove one first.</summary>
    public const string LimitReached = "limit-reached";

    /// <summary>413: the body is larger than <see cref="Limits.RequestBytes"/>.</summary>
    public const string BodyTooLarge = "body-too-large";

    /// <summary>413: the file is larger than the server takes; <c>GET /api/v1/files/limits</c> says how large one may be.</summary>
    public const string FileTooLarge = "file-too-large";

    /// <summary>400: it is no whole PNG, JPEG or WebP picture of at most <see cref="Limits.AvatarPixels"/> pixels a side, or it moves.</summary>
    public const string AvatarInvalid = "avatar-invalid";

    /// <summary>400: it is no whole PNG, JPEG, WebP or GIF picture of at most <see cref="Limits.EmojiPixels"/> pixels a side; only a GIF may move.</summary>
    public const string EmojiInvalid = "emoji-invalid";

    /// <summary>409: the workspace has an emoji of this name, with another picture.</summary>
    public const string EmojiNameTaken = "emoji-name-taken";

    /// <summary>415: the body is not <c>application/json</c>.</summary>
    public const string NotJson = "not-json";

    /// <summary>426: the event stream takes WebSocket upgrades only.</summary>
    public const string UpgradeNeeded = "upgrade-needed";

    /// <summary>429: too many tries; <c>Retry-After</c> says when to come back.</summary>
    public const string TooManyRequests = "too-many-requests";

    /// <summary>500: a fault of the server. Whether the request took effect is unknown; a repeat with the same <c>clientMessageId</c> is safe.</summary>
    public const string ServerError = "server-error";

    /// <summary>503: the database does not answer, or the node stops; <c>Retry-After</c> says when to come back. Repeat the call.</summary>
    public const string Unavailable = "unavailable";
}
