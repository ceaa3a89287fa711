using System.Text.Json.Serialization;

namespace HandoffBridge.Stages.Findings;

/// <summary>What the whole trail says: facts merged over documents, compared with what was signed, the roadmap and the standard deal.</summary>
public sealed record FindingSet
{
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>Facts, in the order of the eight kinds and then by what matters first.</summary>
    public required IReadOnlyList<Finding> Items { get; init; }
    /// <summary>Order lines and statements of work with the needs they name.</summary>
    public required IReadOnlyList<SignedLine> Signed { get; init; }
    /// <summary>Each term that is known, against the standard deal.</summary>
    public required IReadOnlyList<TermDistance> Terms { get; init; }
    /// <summary>The customer's people and when they were last heard from.</summary>
    public required IReadOnlyList<CustomerPerson> People { get; init; }
    /// <summary>Every contact, oldest first.</summary>
    public required IReadOnlyList<ContactPoint> Timeline { get; init; }
    /// <summary>The journey to signature.</summary>
    public required Journey Journey { get; init; }
    /// <summary>How much of the evidence is the customer's own voice.</summary>
    public required Voice Voice { get; init; }
    /// <summary>Sentences in which something was expressly not sold.</summary>
    public required IReadOnlyList<FindingProof> NotSold { get; init; }
    /// <summary>What delivery must know and the trail does not say: at most five, the most important first.</summary>
    public required IReadOnlyList<OpenQuestion> Questions { get; init; }
    /// <summary>How documents were read, where that matters.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
}

/// <summary>One fact with all its proofs.</summary>
public sealed record Finding
{
    /// <summary>Stable while at least one proof stays.</summary>
    public required string Id { get; init; }
    /// <summary>Ids of earlier findings that turned out to be this same fact: decisions on them are decisions on this one.</summary>
    public IReadOnlyList<string> FormerIds { get; init; } = [];
    /// <summary>Wire name of the kind.</summary>
    public required string Kind { get; init; }
    /// <summary>The best quote: the customer's voice first, then the fullest.</summary>
    public required string Text { get; init; }
    /// <summary>by-customer where a proof is the customer's own words, else by-us.</summary>
    public required string Said { get; init; }
    /// <summary>Calendar time as the signal guide writes it; null where no proof gives one.</summary>
    public string? Due { get; init; }
    /// <summary>Politics: the person.</summary>
    public string? Person { get; init; }
    /// <summary>Politics: champion … blocker.</summary>
    public string? Stance { get; init; }
    /// <summary>Commitments: promise against signed paper.</summary>
    public FindingScope? Scope { get; init; }
    /// <summary>Roadmap talk: against the register.</summary>
    public RoadmapGap? Roadmap { get; init; }
    /// <summary>Deal terms: against the standard deal; null where the standard deal does not speak of it.</summary>
    public TermDistance? Term { get; init; }
    /// <summary>The highest confidence of the merged signals.</summary>
    public required double Confidence { get; init; }
    /// <summary>Politics, remarks about a named person, and whatever shares words with them.</summary>
    public required bool Restricted { get; init; }
    /// <summary>Oldest first; never empty.</summary>
    public required IReadOnlyList<FindingProof> Proofs { get; init; }
}

/// <summary>Verbatim words and where they stand.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="Quote">Characters of the document's visible text from <paramref name="Start"/> on.</param>
/// <param name="Start">UTF-16 offset.</param>
/// <param name="At">When the document was written.</param>
/// <param name="Author">Who said it: the speaker of a transcript where it can be told, else the author; null where unknown.</param>
/// <param name="Side">seller or customer; null where unknown.</param>
/// <param name="Type">Type of the document.</param>
/// <param name="Subject">Subject of the document.</param>
public sealed record FindingProof(
    string DocumentId, string Quote, int Start, DateTimeOffset At, string? Author, string? Side, string Type, string? Subject);

/// <summary>scoped, unscoped or contradicts, the deciding line or document, and why in one sentence.</summary>
public sealed record FindingScope(string Status, string? Line, string Why);

/// <summary>What the customer heard beside what product says. ProductSays is null where the register has no such feature.</summary>
public sealed record RoadmapGap(string Feature, string? ProductSays, string? Target, string? Owner, DateOnly? AsOf, string Gap);

/// <summary>One term beside its standard, in readers' words.</summary>
public sealed record TermDistance(string Name, string Standard, string Actual, bool Within);

/// <summary>An order line, or a statement of work (then without quantity), and the ids of the needs it names.</summary>
public sealed record SignedLine(string Line, string Product, string? Description, decimal? Quantity, IReadOnlyList<string> ServesNeeds);

/// <summary>One of the customer's people.</summary>
/// <param name="Id">The CRM's id.</param>
/// <param name="Name">Name.</param>
/// <param name="Title">Job title; null where unknown.</param>
/// <param name="Role">Role in the deal; null where unknown.</param>
/// <param name="Mentions">Documents that name the person or were written by them.</param>
/// <param name="LastSeen">When they last wrote or took part; null: never.</param>
public sealed record CustomerPerson(string Id, string Name, string? Title, string? Role, int Mentions, DateTimeOffset? LastSeen);

/// <summary>One contact.</summary>
public sealed record ContactPoint(DateTimeOffset At, string Type, string? Side, IReadOnlyList<string> Who, string DocumentId);

/// <summary>The way to signature in numbers and sentences.</summary>
/// <param name="Days">First touch to signature.</param>
/// <param name="Contacts">Contacts on both sides.</param>
/// <param name="CustomerContacts">Of these, in which the customer spoke or took part.</param>
/// <param name="Silences">Stretches without any contact.</param>
/// <param name="WentQuiet">People who took part and were not heard from any more.</param>
/// <param name="Remarks">Unanswered threads, breadth.</param>
/// <param name="Engagement">Renewals and expansions: trust, inertia or mixed; null on new deals.</param>
/// <param name="EngagementReasons">Why; empty on new deals.</param>
public sealed record Journey(
    int Days, int Contacts, int CustomerContacts, IReadOnlyList<Silence> Silences, IReadOnlyList<string> WentQuiet,
    IReadOnlyList<string> Remarks, string? Engagement, IReadOnlyList<string> EngagementReasons);

/// <summary>A stretch without any contact.</summary>
public sealed record Silence(DateTimeOffset From, DateTimeOffset To, int Days);

/// <summary>The customer's own voice: share of proofs, and which findings answer the four customer questions.</summary>
public sealed record Voice(double CustomerShare, IReadOnlyList<VoiceQuestion> Questions);

/// <summary>One customer question (happens, struggle, changes, achieve) and the findings that answer it.</summary>
public sealed record VoiceQuestion(string Code, IReadOnlyList<string> Items);

/// <summary>What the account executive is asked.</summary>
/// <param name="Id">Stable: handoff and code.</param>
/// <param name="Code">What is missing; "due" and the like.</param>
/// <param name="Text">The question.</param>
/// <param name="Why">Why delivery asks.</param>
public sealed record OpenQuestion(string Id, string Code, string Text, string Why);

/// <summary>Findings as they are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FindingSet))]
public sealed partial class FindingJson : JsonSerializerContext;
