using System.Collections.Frozen;
using System.Globalization;

namespace HandoffBridge.Connectors.Crm.Dataverse.Collecting;

/// <summary>ISO 3166 alpha-2 codes for what people type into account.address1_country, which is free text.</summary>
internal static class Countries
{
    private static readonly FrozenDictionary<string, string> Codes = Known();

    /// <summary>The code; null where the text names no country that is known.</summary>
    public static string? Code(string? text) => text is null ? null : Codes.GetValueOrDefault(text.Trim().TrimEnd('.').ToUpperInvariant());

    private static FrozenDictionary<string, string> Known()
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var culture in CultureInfo.GetCultures(CultureTypes.SpecificCultures))
        {
            var region = new RegionInfo(culture.Name);
            if (region.TwoLetterISORegionName is not { Length: 2 } code || !char.IsAsciiLetterUpper(code[0])) continue;
            foreach (var name in (ReadOnlySpan<string>)[code, region.ThreeLetterISORegionName, region.EnglishName, region.NativeName])
                codes.TryAdd(name.ToUpperInvariant(), code);
        }

        foreach (var (name, code) in (ReadOnlySpan<(string, string)>)
        [
            ("U.S.A", "US"), ("U.S", "US"), ("USA", "US"), ("UNITED STATES OF AMERICA", "US"), ("UNITED STATES", "US"), ("UK", "GB"), ("U.K", "GB"), ("GREAT BRITAIN", "GB"),
            ("UNITED KINGDOM", "GB"), ("ENGLAND", "GB"), ("SCOTLAND", "GB"), ("WALES", "GB"), ("GERMANY", "DE"), ("DEUTSCHLAND", "DE"), ("AUSTRIA", "AT"), ("ÖSTERREICH", "AT"),
            ("SWITZERLAND", "CH"), ("SCHWEIZ", "CH"), ("SUISSE", "CH"), ("FRANCE", "FR"), ("SPAIN", "ES"), ("ESPAÑA", "ES"), ("ITALY", "IT"), ("ITALIA", "IT"),
            ("NETHERLANDS", "NL"), ("THE NETHERLANDS", "NL"), ("HOLLAND", "NL"), ("CZECH REPUBLIC", "CZ"), ("TURKEY", "TR"), ("CANADA", "CA"), ("AUSTRALIA", "AU"), ("INDIA", "IN"),
        ]) codes[name] = code;
        return codes.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
