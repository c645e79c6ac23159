using Parley.Testing;

namespace Parley.Server.Tests.Http;

/// <summary>A body that each call takes, by the name of its shape, and a text field in it.</summary>
internal static class ExampleBodies
{
    public static object? For(Operation operation)
    {
        return operation.Body switch
        {
            null => null,
            "SignUpRequest" => new { username = "somebody", password = World.Password },
            "SignInRequest" => new { username = "somebody", password = World.Password },
            "UpdateMeRequest" => new { displayName = "Somebody" },
            "ChangePasswordRequest" => new { currentPassword = World.Password, newPassword = World.Password },
            "CreateAccessTokenRequest" => new { name = "script" },
            "WorkspaceNameRequest" or "UpdateWorkspaceRequest" => new { name = "Northwind" },
            "ChangeRoleRequest" => new { role = "member" },
            "CreateInviteRequest" => new { },
            "CreateChannelRequest" => new { name = "somewhere" },
            "OpenDirectChannelRequest" => new { accountIds = new[] { Person.NewClientMessageId() } },
            "PutGroupRequest" => new { accountIds = new[] { Person.NewClientMessageId() } },
            "UpdateChannelRequest" => new { topic = "Something" },
            "PostMessageRequest" => new { text = "Hello", clientMessageId = Person.NewClientMessageId() },
            "DescribeFileRequest" => new { alt = "A boat" },
            "EditMessageRequest" or "PutDraftRequest" => new { text = "Hello" },
            "UpdatePreferencesRequest" => new { theme = "dark" },
            "KeywordList" => new { keywords = new[] { "deploy" } },
            "StatusDto" => new { text = "tea" },
            "AvailabilityDto" => new { mode = "away" },
            "NotificationSettingsDto" => new { level = "mentions", quietHours = (object?)null, sound = false, hidesContent = false },
            "ChannelNotificationsDto" => new { level = "nothing", ignoresEveryone = false },
            "ReadMarkerDto" => new { seq = 1 },
            var other => throw new InvalidOperationException($"{other} needs an example here."),
        };
    }

    /// <summary>null: the shape has none.</summary>
    public static string? TextFieldOf(Operation operation)
    {
        return operation.Body switch
        {
            "SignUpRequest" or "SignInRequest" => "username",
            "UpdateMeRequest" => "displayName",
            "DescribeFileRequest" => "alt",
            "UpdatePreferencesRequest" => "language",
            "ChangePasswordRequest" => "newPassword",
            "CreateAccessTokenRequest" or "WorkspaceNameRequest" or "UpdateWorkspaceRequest" or "CreateChannelRequest" => "name",
            "UpdateChannelRequest" => "topic",
            "PostMessageRequest" or "EditMessageRequest" or "PutDraftRequest" or "StatusDto" => "text",
            _ => null,
        };
    }
}
