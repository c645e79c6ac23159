namespace Parley.Modules.Accounts;

/// <summary>Why a sign-in or an access token is no more.</summary>
internal enum SignInEnd
{
    /// <summary>It ended itself.</summary>
    SignedOut = 0,

    /// <summary>Another one of the account ended it.</summary>
    Revoked = 1,

    /// <summary>Another one changed the password, which ends all but itself.</summary>
    PasswordChanged = 2,

    /// <summary>It was not used for too long, or its day came. Noticed when it is removed, some days later.</summary>
    Expired = 3,
}
