namespace HandoffBridge.Extraction.Features;

/// <summary>
/// Writes the features that tell a stance: the passage's own words and word classes, who speaks where, and what the
/// CRM says of the person (role, title). Neighbours are left out: they tell what is talked about, not who is for it.
/// </summary>
internal static class StanceReader
{
    private static readonly Family[] Own = [Family.Words, Family.Pairs, Family.Parts, Family.Gaps, Family.Classes, Family.ClassPairs];
    private static readonly uint[] Salts = [.. Enumerable.Range(0, 4).Select(i => Hashing.Of("stance" + i))];

    /// <param name="doc">The document.</param>
    /// <param name="index">The passage.</param>
    /// <param name="all">The passage's features as the kinds read them.</param>
    /// <param name="f">The features to write.</param>
    public static void Read(DocumentReading doc, int index, FeatureList all, FeatureList f)
    {
        f.Clear();
        for (var k = (Family)0; k < Family.Count; k++)
        {
            if (Array.IndexOf(Own, k) >= 0)
            {
                foreach (var h in all.Of(k)) f.Add(h);
            }
            else if (k == Family.Frame) Frame(doc, doc.Passages[index], f);
            else if (k == Family.Sided) Person(doc, doc.Passages[index], f);

            f.Close(k);
        }
    }

    private static void Frame(DocumentReading doc, in Passage p, FeatureList f)
    {
        var type = Hashing.Of(doc.Document.Type);
        var side = doc.Document.Author?.Side == "customer" ? 2u : 1u;
        f.Add(Hashing.Join(Salts[0], Hashing.Join(type, side)));
        f.Add(Hashing.Join(Salts[1], ((uint)p.Layout * 8) + (uint)p.Voice));
    }

    /// <summary>Of the first of the customer's people whom the CRM knows; of the author where nobody is named.</summary>
    private static void Person(DocumentReading doc, in Passage p, FeatureList f)
    {
        var named = false;
        ReadOnlySpan<uint> traits = [];
        foreach (var t in doc.TokensOf(p))
        {
            named |= t.Role is Role.CustomerPerson or Role.OtherPerson;
            traits = doc.Roles.TraitsOf(t);
            if (traits.Length > 0) break;
        }

        if (!named) traits = doc.Roles.TraitsOf(doc.Document.Author);
        f.Add(Hashing.Join(Salts[2], (named ? 2u : 0u) + (traits.Length > 0 ? 1u : 0u)));
        foreach (var t in traits) f.Add(Hashing.Join(Salts[3], t));
    }
}
