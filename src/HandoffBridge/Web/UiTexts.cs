using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace HandoffBridge.Web;

/// <summary>Texts of the pages in one language: every file of Web/Texts whose name begins with its code ("de.json", "de.views.json"). A third language is one more set of files.</summary>
public sealed class UiTexts
{
    private static readonly ConcurrentDictionary<string, UiTexts> Loaded = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts;
    private readonly UiTexts? _fallback;

    private UiTexts(string code, Dictionary<string, string> texts, UiTexts? fallback) => (Code, _texts, _fallback) = (code, texts, fallback);

    /// <summary>Languages there are files for, the default first.</summary>
    public static IReadOnlyList<string> Codes { get; } =
        [.. Files().Select(f => f.Code).Distinct(StringComparer.Ordinal).OrderBy(c => c == "en" ? 0 : 1).ThenBy(c => c, StringComparer.Ordinal)];

    /// <summary>ISO 639-1 code.</summary>
    public string Code { get; }

    /// <summary>Every key of this language's file.</summary>
    public IReadOnlyDictionary<string, string> All => _texts;

    /// <summary>The text of a key.</summary>
    /// <exception cref="KeyNotFoundException">No file has it: a defect.</exception>
    public string this[string key] => _texts.TryGetValue(key, out var text) ? text : _fallback is null ? throw new KeyNotFoundException($"No text for {key}.") : _fallback[key];

    /// <summary>Whether there is a text of this key.</summary>
    public bool Has(string key) => _texts.ContainsKey(key) || _fallback?.Has(key) == true;

    /// <summary>The text of a key with its gaps filled in the reader's culture.</summary>
    public string Say(string key, params object?[] gaps) => string.Format(CultureInfo.CurrentCulture, this[key], gaps);

    /// <summary>key.one or key.many by the number, which is gap 0.</summary>
    public string Count(string key, int number) => Say(number == 1 ? key + ".one" : key + ".many", number);

    /// <summary>The texts of a culture; English where there is no file.</summary>
    public static UiTexts Of(CultureInfo culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        var code = culture.TwoLetterISOLanguageName;
        return Loaded.GetOrAdd(Codes.Contains(code, StringComparer.Ordinal) ? code : "en", Load);
    }

    private static UiTexts Load(string code)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (_, name) in Files().Where(f => f.Code == code))
        {
            using var stream = typeof(UiTexts).Assembly.GetManifestResourceStream(name)!;
            foreach (var (key, text) in JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!) texts[key] = text;
        }

        return new UiTexts(code, texts, code == "en" ? null : Of(CultureInfo.GetCultureInfo("en")));
    }

    /// <summary>The files and the language of each.</summary>
    internal static IEnumerable<(string Code, string Name)> Files() =>
        typeof(UiTexts).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("texts/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(n => (n["texts/".Length..].Split('.')[0], n));
}
