namespace HandoffBridge.Extraction.Dates;

/// <summary>Habits of countries that decide how figures are read.</summary>
internal static class DateHabits
{
    /// <summary>Countries where "8.12" is a decimal first: the English-speaking ones, by CLDR's decimal separator.</summary>
    public static bool WritesDecimalPoints(string? country) => country?.ToUpperInvariant()
        is "US" or "CA" or "GB" or "IE" or "AU" or "NZ" or "IN" or "PH" or "SG" or "MY" or "KE" or "GH" or "NG" or "HK" or "BD" or "PK" or "JP" or "KR" or "CN" or "TH" or "AE" or "OM";

    /// <summary>Countries whose business calendar counts ISO weeks ("week 32", "KW 32", "v. 32").</summary>
    public static bool CountsWeeks(string? country) => country?.ToUpperInvariant()
        is "DE" or "AT" or "CH" or "DK" or "SE" or "NO" or "FI" or "NL" or "BE" or "LU" or "PL" or "CZ";
}
