using System.Globalization;

namespace HandoffBridge.Extraction.Scopes;

/// <summary>How much: figures and lengths of time of a promise against those of the paper.</summary>
internal sealed partial class ScopeFeatures
{
    private void Figures(ScopePhrase phrase, ScopeEvidence evidence)
    {
        var values = evidence.Values;
        foreach (var figure in phrase.Figures)
        {
            if (figure.Value is >= 1990 and <= 2099) continue;
            decimal? best = null;
            PaperItem? deciding = null;
            var equal = false;
            foreach (var item in items)
            {
                if (item.Excluded) continue;
                foreach (var other in item.Phrase.Figures)
                {
                    if (!Shared(figure.Nouns, other.Nouns, ReferenceEquals(item, evidence.Included))) continue;
                    if (other.Value == figure.Value) equal = true;
                    if (best is null || other.Value > best) (best, deciding) = (other.Value, item);
                }

                if (item.Quantity is > 1 && Shared(figure.Nouns, item.Phrase.Terms, ReferenceEquals(item, evidence.Included)))
                {
                    if (item.Quantity == figure.Value) equal = true;
                    if (best is null || item.Quantity > best) (best, deciding) = (item.Quantity, item);
                }
                else if (item.Quantity == figure.Value && figure.Value > 2)
                {
                    equal = true;
                }

                foreach (var other in item.Phrase.Figures) equal |= other.Value == figure.Value && figure.Value > 4;
            }

            if (equal) values[8] = 1;
            else if (best is { } signed && figure.Value > signed)
            {
                values[9] = 1;
                evidence.Beyond ??= (figure.Written, signed.ToString("0.##", CultureInfo.InvariantCulture), figure.Noun);
                evidence.BeyondItem ??= deciding;
            }
            else if (best is not null) values[10] = 1;
            else values[11] = 1;
        }
    }

    /// <summary>Whether two figures count the same thing; on the nearest item a word of the same kind will do.</summary>
    private static bool Shared(IReadOnlyList<string> a, IReadOnlyList<string> b, bool byConcept)
    {
        foreach (var noun in a)
        {
            foreach (var other in b)
            {
                if (string.Equals(noun, other, StringComparison.Ordinal) || (byConcept && ScopeTerms.Concept(noun) is { } concept && string.Equals(concept, ScopeTerms.Concept(other), StringComparison.Ordinal))) return true;
            }
        }

        return false;
    }

    private void Durations(ScopePhrase phrase, ScopeEvidence evidence)
    {
        var values = evidence.Values;
        foreach (var (days, written) in phrase.Durations)
        {
            var known = false;
            var equal = false;
            decimal most = 0;
            PaperItem? deciding = null;
            foreach (var item in items)
            {
                if (item.Excluded || !(ReferenceEquals(item, evidence.Included) || Shares(phrase, item.Phrase))) continue;
                foreach (var (signed, _) in item.Phrase.Durations)
                {
                    known = true;
                    equal |= signed == days;
                    if (signed > most) (most, deciding) = (signed, item);
                }
            }

            if (equal) values[34] = 1;
            else if (known && days > most)
            {
                values[35] = 1;
                evidence.Beyond ??= (written, deciding!.Phrase.Durations.Max(static duration => duration.Days) == most ? deciding.Phrase.Durations.First(duration => duration.Days == most).Written : "less", "");
                evidence.BeyondItem ??= deciding;
            }
            else if (!known) values[36] = 1;
        }
    }

    /// <summary>Whether two texts speak of the same kind of work.</summary>
    private static bool Shares(ScopePhrase a, ScopePhrase b)
    {
        foreach (var term in a.Terms)
        {
            if (ScopeTerms.Concept(term) is { } concept && concept is not ("#day" or "#user" or "#branch") && b.Concepts.Contains(concept)) return true;
        }

        return false;
    }
}
