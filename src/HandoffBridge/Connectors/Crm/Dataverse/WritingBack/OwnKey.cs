using System.Security.Cryptography;
using System.Text;

namespace HandoffBridge.Connectors.Crm.Dataverse.WritingBack;

/// <summary>
/// Keys of rows we write: always the same for the same thing, so that writing twice makes one row; and recognisable, so
/// that our own rows are not read as news. Version 8 of RFC 9562: the first four bytes are a check of the other twelve.
/// </summary>
internal static class OwnKey
{
    /// <summary>The key of a row: which kind ("note", "task") for which deal and handoff.</summary>
    public static Guid Of(string organisation, string dealId, string handoffId, string kind)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{organisation.ToUpperInvariant()}\n{dealId.ToUpperInvariant()}\n{handoffId}\n{kind}"))[..16];
        bytes[6] = (byte)(0x80 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        Check(bytes).CopyTo(bytes.AsSpan());
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>True where the key was made here.</summary>
    public static bool IsOurs(Guid key)
    {
        var bytes = key.ToByteArray(bigEndian: true);
        return bytes[6] >> 4 == 8 && Check(bytes).AsSpan().SequenceEqual(bytes.AsSpan(0, 4));
    }

    private static byte[] Check(byte[] key) => SHA256.HashData([.. "HandoffBridge"u8, .. key.AsSpan(4)])[..4];
}
