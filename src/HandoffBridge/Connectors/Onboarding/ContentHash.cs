using System.Security.Cryptography;
using System.Text;

namespace HandoffBridge.Connectors.Onboarding;

/// <summary>Hash over everything that is written to a remote item.</summary>
public static class ContentHash
{
    /// <summary>SHA-256 (hex) of the parts, which cannot run into each other.</summary>
    public static string Of(params ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part ?? "\0");
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
