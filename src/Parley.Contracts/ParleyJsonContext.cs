using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parley.Contracts;

/// <summary>How every wire shape is written and read: camelCase, unknown members ignored, null members of answers written unless the member says otherwise.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    PropertyNameCaseInsensitive = false,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true,
    MaxDepth = 16,
    Converters = [typeof(MillisecondTimeConverter)])]
[JsonSerializable(typeof(ProblemDto))]
[JsonSerializable(typeof(ServerDto))]
[JsonSerializable(typeof(SignUpRequest))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(SignedInDto))]
[JsonSerializable(typeof(SignInList))]
[JsonSerializable(typeof(MeDto))]
[JsonSerializable(typeof(UpdateMeRequest))]
[JsonSerializable(typeof(ChangePasswordRequest))]
[JsonSerializable(typeof(AccessTokenList))]
[JsonSerializable(typeof(CreateAccessTokenRequest))]
[JsonSerializable(typeof(CreatedAccessTokenDto))]
[JsonSerializable(typeof(WorkspaceList))]
[JsonSerializable(typeof(WorkspaceNameRequest))]
[JsonSerializable(typeof(UpdateWorkspaceRequest))]
[JsonSerializable(typeof(MemberPage))]
[JsonSerializable(typeof(ChangeRoleRequest))]
[JsonSerializable(typeof(CreateInviteRequest))]
[JsonSerializable(typeof(CreatedInviteDto))]
[JsonSerializable(typeof(InviteList))]
[JsonSerializable(typeof(InvitePreviewDto))]
[JsonSerializable(typeof(ChannelPage))]
[JsonSerializable(typeof(CreateChannelRequest))]
[JsonSerializable(typeof(UpdateChannelRequest))]
[JsonSerializable(typeof(OpenDirectChannelRequest))]
[JsonSerializable(typeof(ChannelMemberPage))]
[JsonSerializable(typeof(SyncDto))]
[JsonSerializable(typeof(PostMessageRequest))]
[JsonSerializable(typeof(EditMessageRequest))]
[JsonSerializable(typeof(MessagePage))]
[JsonSerializable(typeof(MentionPage))]
[JsonSerializable(typeof(KeywordList))]
[JsonSerializable(typeof(PreferencesDto))]
[JsonSerializable(typeof(UpdatePreferencesRequest))]
[JsonSerializable(typeof(CustomEmojiDto))]
[JsonSerializable(typeof(CustomEmojiList))]
[JsonSerializable(typeof(GroupDto))]
[JsonSerializable(typeof(GroupList))]
[JsonSerializable(typeof(PutGroupRequest))]
[JsonSerializable(typeof(ReadMarkerDto))]
[JsonSerializable(typeof(ThreadPage))]
[JsonSerializable(typeof(ThreadStateDto))]
[JsonSerializable(typeof(FollowedThreadsDto))]
[JsonSerializable(typeof(ThreadList))]
[JsonSerializable(typeof(MessageVersionList))]
[JsonSerializable(typeof(PinnedMessageList))]
[JsonSerializable(typeof(SavedMessageRefList))]
[JsonSerializable(typeof(SavedMessagePage))]
[JsonSerializable(typeof(FoundMessagePage))]
[JsonSerializable(typeof(FoundFilePage))]
[JsonSerializable(typeof(FoundPersonPage))]
[JsonSerializable(typeof(FoundChannelPage))]
[JsonSerializable(typeof(ChannelEventPage))]
[JsonSerializable(typeof(FileDto))]
[JsonSerializable(typeof(FileLimitsDto))]
[JsonSerializable(typeof(DescribeFileRequest))]
[JsonSerializable(typeof(IReadOnlyList<FileDto>))]
[JsonSerializable(typeof(JobDto))]
[JsonSerializable(typeof(JobPage))]
[JsonSerializable(typeof(ChannelCreated))]
[JsonSerializable(typeof(ChannelUpdated))]
[JsonSerializable(typeof(MemberJoined))]
[JsonSerializable(typeof(MemberLeft))]
[JsonSerializable(typeof(MessagePosted))]
[JsonSerializable(typeof(MessageEdited))]
[JsonSerializable(typeof(MessageDeleted))]
[JsonSerializable(typeof(MessagePreviewsChanged))]
[JsonSerializable(typeof(IReadOnlyList<LinkPreviewDto>))]
[JsonSerializable(typeof(MessagePinned))]
[JsonSerializable(typeof(MessageUnpinned))]
[JsonSerializable(typeof(ReactionAdded))]
[JsonSerializable(typeof(ReactionRemoved))]
[JsonSerializable(typeof(ConnectFrame))]
[JsonSerializable(typeof(ReadyFrame))]
[JsonSerializable(typeof(ChannelResetFrame))]
[JsonSerializable(typeof(PingFrame))]
[JsonSerializable(typeof(PongFrame))]
[JsonSerializable(typeof(TypingFrame))]
[JsonSerializable(typeof(SetPresenceFrame))]
[JsonSerializable(typeof(WatchPresenceFrame))]
[JsonSerializable(typeof(PresenceFrame))]
[JsonSerializable(typeof(ReadMarkerFrame))]
[JsonSerializable(typeof(ThreadStateFrame))]
[JsonSerializable(typeof(SavedMessageFrame))]
[JsonSerializable(typeof(DraftFrame))]
[JsonSerializable(typeof(DraftDto))]
[JsonSerializable(typeof(DraftList))]
[JsonSerializable(typeof(PutDraftRequest))]
[JsonSerializable(typeof(MeChangedFrame))]
[JsonSerializable(typeof(AccountChangedFrame))]
[JsonSerializable(typeof(NotificationSettingsFrame))]
[JsonSerializable(typeof(StatusDto))]
[JsonSerializable(typeof(AvailabilityDto))]
[JsonSerializable(typeof(NotificationSettingsDto))]
[JsonSerializable(typeof(ChannelNotificationsDto))]
[JsonSerializable(typeof(EmojiChangedFrame))]
[JsonSerializable(typeof(GroupsChangedFrame))]
public sealed partial class ParleyJsonContext : JsonSerializerContext;

/// <summary>
/// The context that both ends use: as above, with text written as it is. JSON here is never part of a page, so only what JSON itself asks for is
/// escaped: a Cyrillic letter is two bytes and not six.
/// </summary>
public static class ParleyJson
{
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static ParleyJsonContext Context { get; } = new(new JsonSerializerOptions(ParleyJsonContext.Default.Options) { Encoder = Encoder });
}
