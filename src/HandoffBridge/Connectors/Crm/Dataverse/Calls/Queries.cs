using System.Globalization;
using System.Text;

namespace HandoffBridge.Connectors.Crm.Dataverse.Calls;

/// <summary>How queries are written: names exactly as the metadata has them, values escaped.</summary>
internal static class Queries
{
    /// <summary>
    /// "One of these": Microsoft.Dynamics.CRM.In with the column's logical name, not its _value property
    /// (learn.microsoft.com/power-apps/developer/data-platform/webapi/query/filter-rows). About 45 characters an id.
    /// </summary>
    public static string OneOf(string set, string query, string logicalName, IEnumerable<Guid> ids, string? and = null)
    {
        var values = new StringBuilder("[");
        foreach (var id in ids)
        {
            if (values.Length > 1) values.Append(',');
            values.Append('"').Append(id.ToString("D")).Append('"');
        }

        return $"{set}?{query}&$filter=Microsoft.Dynamics.CRM.In(PropertyName=@p1,PropertyValues=@p2){(and is null ? "" : " and " + and).Replace(" ", "%20", StringComparison.Ordinal)}&@p1='{logicalName}'&@p2={Uri.EscapeDataString(values.Append(']').ToString())}";
    }

    /// <summary>A filter with its blanks encoded.</summary>
    public static string Where(string set, string query, string filter) => $"{set}?{query}&$filter={filter.Replace(" ", "%20", StringComparison.Ordinal)}";

    /// <summary>An instant as a literal: whole seconds, UTC, as the service stores them.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
