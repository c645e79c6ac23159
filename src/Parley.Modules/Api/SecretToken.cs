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

    public const int HashBytes = SHA256.HashSizeInBytes;

    private const int RandomBytes = 32;

    /// <param name="prefix">Says what it is for; may be empty where the secret is part of an address.</param>
    public static string Create(string prefix)
    {
        return prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
    }

    public static byte[] Hash(string token)
    {
        var hash = new byte[HashBytes];
        Hash(token, hash);
        return hash;
    }

    /// <param name="token">Ours or anything else.</param>
    /// <param name="hash">Takes <see cref="HashBytes"/>.</param>
    public static void Hash(string token, Span<byte> hash)
    {
        // Ours are 53 characters; what is longer comes from someone who guesses.
        const int most = 256;
        var length = Encoding.UTF8.GetMaxByteCount(token.Length);
        var bytes = length <= most ? stackalloc byte[most] : new byte[length];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(token, bytes)], hash);
    }
}
