using System.Text.Json.Serialization;

namespace HandoffBridge.Stages.Briefs;

/// <summary>A brief version: brief.json, the source of every rendering.</summary>
public sealed record Brief
{
    /// <summary>Schema name and version.</summary>
    public string Schema { get; init; } = "handoffbridge/brief/1";
    /// <summary>The handoff.</summary>
    public required string HandoffId { get; init; }
    /// <summary>Version, from 1.</summary>
    public required int Version { get; init; }
    /// <summary>unconfirmed, confirmed, overdue or retracted.</summary>
    public required string Status { get; init; }
    /// <summary>The deal.</summary>
    public required BriefDeal Deal { get; init; }
    /// <summary>The customer.</summary>
    public required BriefAccount Account { get; init; }
    /// <summary>Sixty seconds: who, why now, what could go wrong first. Holds nothing restricted.</summary>
    public required string Summary { get; init; }
    /// <summary>How much of a complete brief there is.</summary>
    public required BriefReadiness Readiness { get; init; }
    /// <summary>Everything that was found or added, in reading order.</summary>
    public required IReadOnlyList<BriefItem> Items { get; init; }
    /// <summary>Each order line and the needs it serves.</summary>
    public required IReadOnlyList<BriefSigned> Signed { get; init; }
    /// <summary>What a complete brief needs and the trail does not say: at most five.</summary>
    public required IReadOnlyList<BriefQuestion> OpenQuestions { get; init; }
    /// <summary>Every contact from first touch to signature.</summary>
    public required IReadOnlyList<BriefContactPoint> Timeline { get; init; }
    /// <summary>The customer's people with what is known of them. Names and titles are not restricted; stances are items.</summary>
    public IReadOnlyList<BriefPerson> People { get; init; } = [];
    /// <summary>Distance from the standard deal, term by term.</summary>
    public IReadOnlyList<BriefTerm> Terms { get; init; } = [];
    /// <summary>What the trail says of silences, breadth, who went quiet, trust or inertia.</summary>
    public BriefJourney? Journey { get; init; }
    /// <summary>How much is the customer's own voice, and which customer questions are answered.</summary>
    public BriefVoice? Voice { get; init; }
    /// <summary>Kickoff agenda and questions worth asking.</summary>
    public IReadOnlyList<BriefAgendaPoint> FirstDays { get; init; } = [];
    /// <summary>Verbatim sentences in which something was expressly not sold: signed paper first.</summary>
    public IReadOnlyList<BriefProof> NotSold { get; init; } = [];
    /// <summary>What differs from the version before, in sentences; empty in version 1.</summary>
    public IReadOnlyList<BriefChange> Changes { get; init; } = [];
    /// <summary>What a reader must know about how it was read: unread attachments, shortened documents, a provider that failed.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
    /// <summary>Language of the sentences the brief writes itself (never of quotes): ISO 639-1.</summary>
    public string Language { get; init; } = "en";
    /// <summary>Name and version of the engine that read the trail; null where unknown.</summary>
    public string? Engine { get; init; }
    /// <summary>When this version was written (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>What was read: each document with its hash.</summary>
    public required IReadOnlyList<BriefSource> Sources { get; init; }
}

/// <summary>The deal of a brief.</summary>
public sealed record BriefDeal(
    string Id, string Name, DateTimeOffset WonAt, decimal? Amount, string? Currency, int? TermMonths, string Kind, string? OwnerName, string? OwnerEmail);

/// <summary>The customer of a brief.</summary>
public sealed record BriefAccount(string Id, string Name, string? Industry, string? Country);

/// <summary>0 to 100 and what is missing, in readers' words.</summary>
public sealed record BriefReadiness(int Score, IReadOnlyList<string> Missing);

/// <summary>One fact with its proofs.</summary>
public sealed record BriefItem
{
    /// <summary>Stable over versions.</summary>
    public required string Id { get; init; }
    /// <summary>One of the eight kinds' wire names.</summary>
    public required string Kind { get; init; }
    /// <summary>What a reader reads: the best quote, or what a person corrected it to.</summary>
    public required string Text { get; init; }
    /// <summary>suggested, confirmed, corrected, dismissed or added.</summary>
    public string State { get; init; } = "suggested";
    /// <summary>by-customer or by-us: whose voice it is; null where a person added it.</summary>
    public string? Said { get; init; }
    /// <summary>Calendar time as the signal guide writes it.</summary>
    public string? Due { get; init; }
    /// <summary>Politics: the person.</summary>
    public string? Person { get; init; }
    /// <summary>Politics: champion … blocker.</summary>
    public string? Stance { get; init; }
    /// <summary>Commitments: promise against signed paper.</summary>
    public BriefScope? Scope { get; init; }
    /// <summary>Roadmap: what product says.</summary>
    public BriefRoadmap? Roadmap { get; init; }
    /// <summary>Deal terms: against the standard deal.</summary>
    public BriefTerm? Term { get; init; }
    /// <summary>Unscoped commitments: what is to become of it.</summary>
    public BriefDisposition? Disposition { get; init; }
    /// <summary>0 to 1; 1 where a person said it.</summary>
    public required double Confidence { get; init; }
    /// <summary>Politics and remarks about named people: shown by role only.</summary>
    public required bool Restricted { get; init; }
    /// <summary>What the trail said, where a person corrected the text; null elsewhere.</summary>
    public string? OriginalText { get; init; }
    /// <summary>Why it was dismissed, where it was.</summary>
    public string? DismissedBecause { get; init; }
    /// <summary>Verbatim proofs; empty only where a person added the item.</summary>
    public required IReadOnlyList<BriefProof> Proofs { get; init; }
}

/// <summary>Promise against signed paper: scoped, unscoped or contradicts.</summary>
public sealed record BriefScope(string Status, string? Line, string Why);

/// <summary>What product says of a feature the customer heard of; ProductSays is null where the register has no such feature.</summary>
public sealed record BriefRoadmap(string Feature, string? ProductSays, string? Target, string? Owner, DateOnly? AsOf, string Gap);

/// <summary>A term against its standard.</summary>
public sealed record BriefTerm(string Name, string Standard, string Actual, bool Within);

/// <summary>What is to become of an unscoped commitment: scope, goodwill, product or withdraw.</summary>
public sealed record BriefDisposition(string Decision, string? Owner, string? Note);

/// <summary>One verbatim proof.</summary>
public sealed record BriefProof(string DocumentId, string Quote, DateTimeOffset At, string? Author, string? Side)
{
    /// <summary>Type of the document: note, email, call…</summary>
    public string? Type { get; init; }
    /// <summary>Subject of the document; null where it has none.</summary>
    public string? Subject { get; init; }
    /// <summary>UTF-16 offset in the document's visible text.</summary>
    public int Start { get; init; }
}

/// <summary>An order line and the items (needs) it serves.</summary>
public sealed record BriefSigned(string Line, string Product, string? Description, decimal? Quantity, IReadOnlyList<string> ServesNeeds);

/// <summary>An open question and why delivery asks.</summary>
public sealed record BriefQuestion(string Id, string Text, string Why)
{
    /// <summary>The answer, once there is one.</summary>
    public string? Answer { get; init; }
    /// <summary>Who answered.</summary>
    public string? AnsweredBy { get; init; }
    /// <summary>What is asked for, stable over languages: "date", "measure"…; null in briefs of other writers.</summary>
    public string? Code { get; init; }
}

/// <summary>One contact of the journey.</summary>
public sealed record BriefContactPoint(DateTimeOffset At, string Type, string? Side, IReadOnlyList<string> Who)
{
    /// <summary>The document.</summary>
    public string? DocumentId { get; init; }
}

/// <summary>One of the customer's people.</summary>
public sealed record BriefPerson(string Id, string Name, string? Title, string? Role, int Mentions, DateTimeOffset? LastSeen);

/// <summary>Journey in sentences and numbers.</summary>
public sealed record BriefJourney(int Days, int Contacts, int CustomerContacts, IReadOnlyList<BriefSilence> Silences, IReadOnlyList<string> WentQuiet, IReadOnlyList<string> Remarks, string? Engagement, IReadOnlyList<string> EngagementReasons);

/// <summary>A stretch without any contact.</summary>
public sealed record BriefSilence(DateTimeOffset From, DateTimeOffset To, int Days);

/// <summary>The customer's own voice.</summary>
/// <param name="CustomerShare">0 to 1: share of proofs in the customer's own words.</param>
/// <param name="Questions">The four customer questions: which are answered, by which items.</param>
public sealed record BriefVoice(double CustomerShare, IReadOnlyList<BriefVoiceQuestion> Questions);

/// <summary>One customer question and the items that answer it; empty: nobody asked.</summary>
public sealed record BriefVoiceQuestion(string Question, IReadOnlyList<string> Items);

/// <summary>One point of the first thirty days.</summary>
public sealed record BriefAgendaPoint(string Text, string? Owner, string? Due, IReadOnlyList<string> Items);

/// <summary>One difference from the version before: added, removed or changed.</summary>
public sealed record BriefChange(string What, string? ItemId, string Text);

/// <summary>One source document.</summary>
public sealed record BriefSource(string DocumentId, string Sha256)
{
    /// <summary>Type of the document.</summary>
    public string? Type { get; init; }
    /// <summary>Subject.</summary>
    public string? Subject { get; init; }
    /// <summary>When it was written.</summary>
    public DateTimeOffset? At { get; init; }
    /// <summary>Who wrote it.</summary>
    public string? Author { get; init; }
    /// <summary>Which side wrote it.</summary>
    public string? Side { get; init; }
}

/// <summary>brief.json, written and read without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(Brief))]
public sealed partial class BriefJson : JsonSerializerContext;
