using System.Collections.Frozen;

namespace HandoffBridge.Extraction.Scopes;

/// <summary>Turns words into comparable terms: light stems, and one concept for the many words of one kind of work.</summary>
internal static class ScopeTerms
{
    private static readonly string[] ConceptLines =
    [
        "move:migrat import convert convers load upload transfer ingest digitis digitiz scan retyp key carri",
        "train:train trainer workshop enablement cours coach session teach instruct refresher webinar onboard class",
        "connect:integr connector interfac api link hook sync feed bridg connect adapter gateway",
        "golive:golive launch cutov switch live rollout deploy implement deployment implementation startup activ start",
        "support:support hotlin helpdesk oncall hypercar sla floorwalk stabilis duty",
        "report:report dashboard analytic statistic kpi",
        "sso:sso saml oidc login azur directori signon sign-on entra",
        "setup:configur configurat setup build built rebuild creat",
        "install:instal mount fit fitt rack hang swap replac hardwar",
        "onsite:onsit site person floor",
        "history:histor histori past old year archiv legaci backlog",
        "form:templat form letter layout label checklist",
        "language:languag translat transl french spanish german english italian multilingual",
        "user:user seat licenc licens agent traine operator",
        "test:test uat accept pilot parallel dry rehears",
        "day:day dai",
        "branch:branch store site locat clinic depot plant yard",
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
            foreach (var stem in line[(colon + 1)..].Split(' ')) concepts.TryAdd(stem, "#" + line[..colon]);
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
