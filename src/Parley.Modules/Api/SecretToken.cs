using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Parley.Modules.Api;

/// <summary>
/// An opaque secret that we hand out and recognise: a prefix that secret scanners find, then 256 random bits in base64url.
/// Stored as SHA-256: a random secret of this length needs no slow hash.
/// </summary>
public static class SecretToken
{
    public const string DevicePrefix = "parley_si_";
    public const string AccessTokenPrefix = "parley_at_";

    private const int RandomBytes = 32;

    /// <param name="prefix">Says what it is for; may be empty where the secret is part of an address.</param>
    public static string Create(string prefix)
    {
        return prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
    }

    public static byte[] Hash(string token)
    {
        return SHA256.HashData(Encoding.UTF8.GetBytes(token));
    }
}
