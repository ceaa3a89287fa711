using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace HandoffBridge.Languages;

/// <summary>
/// One language of briefs: its sentences and how it writes dates and money. Everything comes from the
/// embedded file of the language, not from the machine's culture data, so the same brief is the same bytes everywhere.
/// </summary>
public sealed class Language
{
    private static readonly ConcurrentDictionary<string, Language> Loaded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> texts;
    private readonly Language? fallback;
    private readonly NumberFormatInfo numbers;

    private Language(string code, Dictionary<string, string> texts, Language? fallback)
    {
        Code = code;
        this.texts = texts;
        this.fallback = fallback;
        numbers = new NumberFormatInfo { NumberGroupSeparator = Text("format.thousands"), NumberDecimalSeparator = Text("format.decimal") };
    }

    /// <summary>Codes that exist, the default first.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["en", "de"];

    /// <summary>The default.</summary>
    public static Language English => Of("en");

    /// <summary>ISO 639-1 code: what the HTML page declares.</summary>
    public string Code { get; }

    /// <summary>All keys with their texts: what templates see as "t".</summary>
    public IReadOnlyDictionary<string, string> Texts => texts;

    /// <summary>The language of a code or culture name ("de", "de-AT"); English where there is none.</summary>
    public static Language Of(string? code)
    {
        var two = code is { Length: >= 2 } ? code[..2].ToLowerInvariant() : "en";
        return Loaded.GetOrAdd(Codes.Contains(two, StringComparer.Ordinal) ? two : "en", Load);
    }

    /// <summary>The sentence of a key with its gaps filled. An unknown key is a defect and throws.</summary>
    public string Say(string key, params object[] gaps) =>
        gaps.Length == 0 ? Text(key) : string.Format(CultureInfo.InvariantCulture, Text(key), gaps);

    /// <summary>"key.one" or "key.many" by the number, which fills gap 0; the rest follows.</summary>
    public string Count(string key, int number, params object[] gaps) =>
        Say(number == 1 ? key + ".one" : key + ".many", [number, .. gaps]);

    /// <summary>14 Sep 2026.</summary>
    public string Date(DateOnly day) => Say("format.date", day.Day, Part("format.months", day.Month - 1), day.Year);

    /// <summary>The day of a moment, in the moment's own offset.</summary>
    public string Date(DateTimeOffset moment) => Date(DateOnly.FromDateTime(moment.DateTime));

    /// <summary>A calendar time of the signal guide: "14 Sep 2026", "June 2026", "Q2 2026", "first half of 2026", "2026".</summary>
    public string Due(string due)
    {
        ArgumentNullException.ThrowIfNull(due);
        if (DateOnly.TryParseExact(due, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return Date(day);
        if (due.Length == 7 && due[5] == 'Q') return Say("format.quarter", due[6], due[..4]);
        if (due.Length == 7 && due[5] == 'H') return Say(due[6] == '1' ? "format.half1" : "format.half2", due[..4]);
        return due.Length == 7 && int.TryParse(due.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12
            ? Say("format.month", Part("format.fullMonths", month - 1), due[..4])
            : due;
    }

    /// <summary>EUR 93,571 – whole units; cents matter to nobody who reads a brief.</summary>
    public string Money(decimal amount, string? currency) =>
        Say("format.money", Number(decimal.Round(amount, 0, MidpointRounding.AwayFromZero)), currency ?? "").Trim();

    /// <summary>A number with at most one decimal.</summary>
    public string Number(decimal number) => number.ToString(number == decimal.Truncate(number) ? "#,0" : "#,0.0##", numbers);

    /// <summary>The text of a key of a closed set (a kind, a stance); the key itself where a newer file brings one this version has no word for.</summary>
    public string Word(string set, string? word)
    {
        if (word is null) return "";
        var key = set + "." + word;
        return texts.TryGetValue(key, out var text) || fallback?.texts.TryGetValue(key, out text) == true ? text! : word;
    }

    private string Part(string key, int index) => Text(key).Split(' ')[index];

    private string Text(string key) =>
        texts.TryGetValue(key, out var text) ? text
        : fallback?.Text(key) ?? throw new KeyNotFoundException($"The language file has no text for {key}.");

    private static Language Load(string code)
    {
        using var stream = typeof(Language).Assembly.GetManifestResourceStream($"HandoffBridge.Languages.{code}.json")
            ?? throw new InvalidOperationException($"The language file {code}.json is not in the assembly.");
        var read = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
        return new Language(code, read, code == "en" ? null : Of("en"));
    }
}
