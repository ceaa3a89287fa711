using System.Security.Cryptography;
using System.Text;

namespace HandoffBridge.Stages.Findings;

/// <summary>
/// Ids that stay: derived from the handoff, the kind and the earliest proof, and taken over from earlier findings
/// that share a proof, since a late document may bring an earlier one.
/// </summary>
internal static class FindingIds
{
    public static IReadOnlyList<Finding> Assign(string handoffId, IReadOnlyList<Finding> fresh, FindingSet? earlier)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in earlier?.Items ?? [])
        {
            foreach (var proof in item.Proofs) owners.TryAdd(KeyOf(item.Kind, proof), item.Id);
        }

        var former = (earlier?.Items ?? []).ToDictionary(i => i.Id, i => i.FormerIds, StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var result = new List<Finding>(fresh.Count);
        foreach (var item in fresh)
        {
            var before = item.Proofs
                .Select(p => owners.GetValueOrDefault(KeyOf(item.Kind, p)))
                .OfType<string>()
                .Where(id => !taken.Contains(id))
                .GroupBy(id => id, StringComparer.Ordinal)
                .OrderByDescending(g => g.Count())
                .Select(g => g.Key)
                .ToList();
            var id = before.Count > 0 ? before[0] : Unused(New(handoffId, item), taken, owners.Values);
            foreach (var old in before) taken.Add(old);
            taken.Add(id);
            var absorbed = before.Skip(1).Concat(before.SelectMany(b => former.GetValueOrDefault(b) ?? [])).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            result.Add(item with { Id = id, FormerIds = absorbed });
        }

        return result;
    }

    /// <summary>A short hash of the parts: for ids of what is no finding (questions).</summary>
    public static string Hash(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts))))[..12];

    private static string New(string handoffId, Finding item) =>
        Hash(handoffId, item.Kind, item.Proofs[0].DocumentId, item.Proofs[0].Quote);

    // The same quote twice in one document (a chat's "ok") would give the same id twice.
    private static string Unused(string id, HashSet<string> taken, IEnumerable<string> earlier)
    {
        var candidate = id;
        var known = earlier.ToHashSet(StringComparer.Ordinal);
        for (var n = 2; taken.Contains(candidate) || known.Contains(candidate); n++) candidate = Hash(id, n.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return candidate;
    }

    private static string KeyOf(string kind, FindingProof proof) => $"{kind}\u001f{proof.DocumentId}\u001f{proof.Quote}";
}
