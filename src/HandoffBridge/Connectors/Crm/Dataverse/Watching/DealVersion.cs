using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HandoffBridge.Connectors.Crm.Dataverse.Calls;
using HandoffBridge.Connectors.Crm.Dataverse.WritingBack;

namespace HandoffBridge.Connectors.Crm.Dataverse.Watching;

/// <summary>A table whose rows belong to an opportunity's paper trail without touching the opportunity's own version.</summary>
/// <param name="Set">Entity set.</param>
/// <param name="Key">Key column.</param>
/// <param name="Parent">Logical name of the lookup to the opportunity.</param>
/// <param name="Navigation">Navigation property to the opportunity, as the metadata spells it.</param>
internal sealed record ChildTable(string Set, string Key, string Parent, string Navigation)
{
    /// <summary>Notes, activities of every kind, connections, products, quotes.</summary>
    public static IReadOnlyList<ChildTable> All { get; } =
    [
        new("annotations", "annotationid", "objectid", "objectid_opportunity"),
        new("activitypointers", "activityid", "regardingobjectid", "regardingobjectid_opportunity"),
        new("connections", "connectionid", "record1id", "record1id_opportunity"),
        new("opportunityproducts", "opportunityproductid", "opportunityid", "opportunityid"),
        new("quotes", "quoteid", "opportunityid", "opportunityid"),
    ];

    /// <summary>The lookup's value property.</summary>
    public string ParentValue => $"_{Parent}_value";

    /// <summary>What is needed for telling versions apart.</summary>
    public string Select => $"$select={Key},{ParentValue},versionnumber";
}

/// <summary>
/// The version of a whole dossier: that of the opportunity's row and a fingerprint of its children's keys and versions.
/// Polls and reads reckon it from the same rows, so that they agree where nothing changed. What we wrote back ourselves
/// does not count, or every brief would call for another.
/// </summary>
internal static class DealVersion
{
    /// <summary>The version.</summary>
    public static string Of(Row opportunity, IEnumerable<(ChildTable Table, Row Row)> children)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in children
            .Where(c => c.Row.Id(c.Table.Key) is { } id && !OwnKey.IsOurs(id))
            .Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Table.Set}/{c.Row.Id(c.Table.Key)}/{c.Row.Version()}\n"))
            .Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(line));
        }

        return opportunity.Version() + "-" + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    /// <summary>The fingerprint of one child's version, for knowing it again.</summary>
    public static string Fingerprint(ChildTable table, Row row) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{table.Set}/{row.Id(table.Key)}/{row.Version()}"))).AsSpan(0, 6));
}
