using System.Runtime.CompilerServices;

namespace HandoffBridge.Extraction.Features;

/// <summary>The feature hash: our own, since the runtime's string hash differs from run to run.</summary>
internal static class Hashing
{
    /// <summary>Hash of text as it stands.</summary>
    public static uint Of(ReadOnlySpan<char> text)
    {
        var h = 2166136261u;
        foreach (var c in text) h = (h ^ c) * 16777619u;
        return h;
    }

    /// <summary>Order matters: Join(a, b) differs from Join(b, a).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Join(uint a, uint b)
    {
        var h = (a * 0x9E3779B1u) ^ (b + 0x7F4A7C15u + (a >> 15));
        h ^= h >> 16;
        h *= 0x85EBCA6Bu;
        return h ^ (h >> 13);
    }

    /// <summary>Spreads a hash over the buckets of a table of 2^bits rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Bucket(uint hash, int bits)
    {
        hash ^= hash >> 16;
        hash *= 0x7FEB352Du;
        hash ^= hash >> 15;
        return (int)(hash >> (32 - bits));
    }
}
