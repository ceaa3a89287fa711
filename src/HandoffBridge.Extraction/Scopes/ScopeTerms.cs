using System.Collections.Frozen;

namespace HandoffBridge.Extraction.Scopes;

/// <summary>Turns words into comparable terms: light stems, and one concept for the many words of one kind of work.</summary>
internal static class ScopeTerms
{
    private static readonly string[] ConceptLines =
    [
        "move:migrate migration import convert conversion load upload transfer ingest digitise digitize scan retype key rekey carry takeover dedupe duplicate double merge cleanse clean",
        "train:train trainer training workshop enablement course coach coaching session teach instruct refresher webinar class classroom introduction",
        "connect:integrate integration connect connection connector interface api link hook sync feed bridge adapter gateway plug wire",
        "golive:golive launch cutover switch live rollout deploy deployment implement implementation startup activate activation onboard onboarding switchover changeover",
        "support:support hotline helpdesk oncall hypercare sla duty standby phone telephone",
        "report:report reporting dashboard analytics statistics kpi chart",
        "sso:sso saml oidc login azure directory signon entra okta",
        "setup:configure configuration setup build rebuild create design tailor adapt customise customize",
        "install:install installation mount mounting fit hang rack swap replace hardware",
        "onsite:onsite site person floor presence",
        "history:history historical past old archive legacy backlog",
        "form:template form letter layout label checklist document",
        "language:language translation translate french spanish german english italian multilingual",
        "user:user seat licence license agent trainee operator",
        "test:test testing uat acceptance accept pilot parallel rehearsal validate validation verify",
        "day:day",
        "branch:branch store site location clinic depot plant yard",
        "host:host hosting server datacentre datacenter cloud region residency",
        "number:renumber renumbering number numbering classify classification",
    ];

    private static readonly FrozenDictionary<string, string> Concepts = BuildConcepts();

    private static readonly FrozenSet<string> Stop = ("the a an and or of to in on at for with by from is are be been was were will would shall should can could may might must we you they he she it i our your "
        + "their his her its us them me my this that these those as so if then than not no yes all any each every one ones who which what when where how have has had do does did done get gets got "
        + "also just only there here up out over about into onto after before until till during through per via plus same such more most other some own again too very now our said told say says tell "
        + "promised promise agreed confirmed word sow order line contract offer").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static FrozenDictionary<string, string> BuildConcepts()
    {
        var concepts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in ConceptLines)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            foreach (var word in line[(colon + 1)..].Split(' ')) concepts.TryAdd(Stem(word), "#" + line[..colon]);
        }

        return concepts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The concept a stem belongs to; null where it has none.</summary>
    public static string? Concept(string stem) => Concepts.GetValueOrDefault(stem);

    /// <summary>Whether a lower-case word says nothing about what is delivered.</summary>
    public static bool IsStop(string word) => word.Length < 2 || Stop.Contains(word);

    /// <summary>A light English stem: plural, -ing, -ed, -ion and -er off, final e and y folded.</summary>
    public static string Stem(string word)
    {
        var stem = word;
        if (stem.Length > 3 && stem.EndsWith("'s", StringComparison.Ordinal)) stem = stem[..^2];
        if (stem.Length > 4 && stem.EndsWith("ies", StringComparison.Ordinal)) stem = stem[..^3] + "i";
        else if (stem.Length > 4 && stem.EndsWith("sses", StringComparison.Ordinal)) stem = stem[..^2];
        else if (stem.Length > 3 && stem[^1] == 's' && stem[^2] is not ('s' or 'u' or 'i')) stem = stem[..^1];
        foreach (var ending in (ReadOnlySpan<string>)["ations", "ation", "ings", "ing", "ions", "ion", "ements", "ement", "ed", "ers", "er", "al"])
        {
            if (stem.Length - ending.Length >= 4 && stem.EndsWith(ending, StringComparison.Ordinal))
            {
                stem = stem[..^ending.Length];
                break;
            }
        }

        if (stem.Length > 4 && stem[^1] == stem[^2] && stem[^1] is not ('s' or 'l')) stem = stem[..^1];
        if (stem.Length > 3 && stem[^1] == 'e') stem = stem[..^1];
        if (stem.Length > 3 && stem[^1] == 'y') stem = stem[..^1] + "i";
        return stem;
    }
}
