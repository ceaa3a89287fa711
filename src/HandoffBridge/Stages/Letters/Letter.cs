using System.Text.Json;
using HandoffBridge.Connectors.Onboarding;
using HandoffBridge.Stages.Briefs;

namespace HandoffBridge.Stages.Letters;

/// <summary>
/// "What we heard" as it would go to the customer: taken from the brief by a type that has no place for anything
/// restricted, then with the entries people reworded or left out.
/// </summary>
public sealed class Letter
{
    private Letter(WhatWeHeard heard, IReadOnlyList<LetterEntry> entries, string hash) => (Heard, Entries, Hash) = (heard, entries, hash);

    /// <summary>What the customer would read.</summary>
    public WhatWeHeard Heard { get; }

    /// <summary>Every entry there is, also those left out.</summary>
    public IReadOnlyList<LetterEntry> Entries { get; }

    /// <summary>Names exactly these words: an approval of other words is none.</summary>
    public string Hash { get; }

    /// <summary>Makes it.</summary>
    public static Letter Of(Brief brief, string? language, LetterRow? row)
    {
        var heard = WhatWeHeard.From(brief, language);
        var edits = row is null ? [] : JsonSerializer.Deserialize<Dictionary<string, LetterEdit>>(row.Edits)!;
        var entries = new List<LetterEntry>();
        heard = heard with
        {
            Needs = Section("needs", heard.Needs), Measures = Section("measures", heard.Measures), Dates = Section("dates", heard.Dates),
            Ours = Section("ours", heard.Ours), Theirs = Section("theirs", heard.Theirs),
        };
        var said = heard.Needs.Concat(heard.Measures).Concat(heard.Dates).Concat(heard.Ours).Concat(heard.Theirs).Select(h => $"{h.Quote}|{h.Due}");
        return new(heard, entries, ContentHash.Of([heard.AccountName, .. said, "|", .. heard.Order]));

        List<Heard> Section(string section, IReadOnlyList<Heard> all)
        {
            var kept = new List<Heard>();
            foreach (var entry in all)
            {
                var key = section + "-" + ContentHash.Of(entry.Quote)[..10];
                var edit = edits.GetValueOrDefault(key);
                entries.Add(new(key, section, entry, edit?.Text, edit?.Hidden == true));
                if (edit?.Hidden != true) kept.Add(edit?.Text is { } text ? entry with { Quote = text, Edited = true } : entry);
            }

            return kept;
        }
    }

    /// <summary>Whether words repeat something restricted: five of its words in a row.</summary>
    /// <remarks>The type keeps the trail out; this catches what a hand puts back in.</remarks>
    public static bool Betrays(Brief brief, string text)
    {
        ArgumentNullException.ThrowIfNull(brief);
        var typed = " " + Fold(text) + " ";
        foreach (var words in brief.Items.Where(i => i.Restricted).SelectMany(i => i.Proofs.Select(p => p.Quote).Append(i.Text)).Select(q => Fold(q).Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            var run = Math.Min(5, words.Length);
            for (var i = 0; run > 1 && i + run <= words.Length; i++)
            {
                if (typed.Contains($" {string.Join(' ', words[i..(i + run)])} ", StringComparison.Ordinal)) return true;
            }
        }

        return false;
    }

    private static string Fold(string text) =>
        string.Join(' ', new string([.. text.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>One entry of the letter.</summary>
/// <param name="Key">Section and the customer's words: stable as long as these are.</param>
/// <param name="Section">needs, measures, dates, ours or theirs.</param>
/// <param name="Source">What the customer said.</param>
/// <param name="Text">Words that stand instead; null: their own.</param>
/// <param name="Hidden">Whether it is left out.</param>
public sealed record LetterEntry(string Key, string Section, Heard Source, string? Text, bool Hidden);
