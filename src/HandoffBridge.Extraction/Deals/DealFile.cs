using System.Text.Json;
using System.Text.Json.Serialization;

namespace HandoffBridge.Extraction.Deals;

/// <summary>One won deal with its whole paper trail: the deal file format that folders, exports and tests share.</summary>
/// <param name="Deal">What was sold, when and by whom.</param>
/// <param name="Account">The customer.</param>
/// <param name="Contacts">The customer's people the CRM knows; may be empty.</param>
/// <param name="Lines">The order lines that were signed; may be empty.</param>
/// <param name="Documents">The paper trail, in the order of the file.</param>
public sealed record DealFile(
    Deal Deal,
    Account Account,
    IReadOnlyList<Contact> Contacts,
    IReadOnlyList<OrderLine> Lines,
    IReadOnlyList<Document> Documents)
{
    /// <summary>Labels of a labelled file; null in files from a CRM.</summary>
    public IReadOnlyList<LabelledSignal>? Signals { get; init; }

    /// <summary>The seller's people on the deal beside the owner (sales team), where the CRM says; null means unknown.</summary>
    public IReadOnlyList<TeamMember>? Team { get; init; }

    /// <summary>Fields this version does not know: kept, never read.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>The sold deal.</summary>
/// <param name="Id">The CRM's id.</param>
/// <param name="Name">The CRM's topic line.</param>
/// <param name="WonAt">When it was won, with offset.</param>
/// <param name="Amount">Total in <paramref name="Currency"/>; null where the CRM gives none.</param>
/// <param name="Currency">ISO 4217 code; null where unknown.</param>
/// <param name="TermMonths">Length of the contract in months; null where unknown.</param>
/// <param name="Kind">"new", "expansion" or "renewal".</param>
/// <param name="Owner">The account executive; null where the CRM gives none.</param>
public sealed record Deal(
    string Id, string Name, DateTimeOffset WonAt, decimal? Amount, string? Currency, int? TermMonths, string Kind, Person? Owner)
{
    /// <summary>Fields this version does not know: kept, never read.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>One of the seller's people.</summary>
/// <param name="Id">The CRM's user id; null where unknown.</param>
/// <param name="Name">Name as the CRM writes it.</param>
/// <param name="Email">Address; null where unknown.</param>
public sealed record Person(string? Id, string Name, string? Email)
{
    /// <summary>Fields this version does not know: kept, never read.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>A member of the sales team beside the owner.</summary>
/// <param name="Name">Name as the CRM writes it.</param>
/// <param name="Email">Address; null where unknown.</param>
/// <param name="Role">Role on the deal, such as "Solution engineer"; null where unknown.</param>
public sealed record TeamMember(string Name, string? Email, string? Role)
{
    /// <summary>Fields this version does not know: kept, never read.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>The customer.</summary>
/// <param name="Id">The CRM's id.</param>
/// <param name="Name">Company name.</param>
/// <param name="Industry">As the CRM says; null where unknown.</param>
/// <param name="Country">ISO 3166 alpha-2 code; null where unknown. It decides how 3/4/2026 is read.</param>
public sealed record Account(string Id, string Name, string? Industry, string? Country)
{
    /// <summary>Fields this version does not know: kept, never read.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>One of the customer's people.</summary>
/// <param name="Id">The CRM's id.</param>
/// <param name="Name">Name as the CRM writes it.</param>
/// <param name="Title">Job title; null where unknown.</param>
/// <param name="Email">Address; null where unknown.</param>
/// <param name="Role">Role in the deal, such as "Decision maker"; null where unknown.</param>
public sealed record Contact(string Id, string Name, string? Title, string? Email, string? Role)
{
    /// <summary>Fields this version does not know: kept, never read.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>One order line: what was signed.</summary>
/// <param name="Id">The CRM's id.</param>
/// <param name="Product">Product as sold.</param>
/// <param name="Description">Extent in words; null or empty where none.</param>
/// <param name="Quantity">Units ordered; null where unknown.</param>
/// <param name="UnitPrice">Price of a unit in the deal's currency; null where unknown.</param>
/// <param name="DiscountPercent">0 to 100; null where unknown.</param>
public sealed record OrderLine(
    string Id, string Product, string? Description, decimal? Quantity, decimal? UnitPrice, decimal? DiscountPercent)
{
    /// <summary>"once", "month", "year"; null where unknown.</summary>
    public string? Billing { get; init; }

    /// <summary>Fields this version does not know: kept, never read.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>One document of the paper trail.</summary>
/// <param name="Id">Unique within the deal.</param>
/// <param name="Type">note, email, call, meeting, chat, task or sow (a statement of work: what was signed).</param>
/// <param name="Subject">Subject line; null where none.</param>
/// <param name="Format">"text" or "html".</param>
/// <param name="Author">Who wrote it; null where the CRM does not say.</param>
/// <param name="At">When it was written, with offset.</param>
/// <param name="Text">The raw text or HTML, as hostile as the world makes it.</param>
public sealed record Document(
    string Id, string Type, string? Subject, string Format, Author? Author, DateTimeOffset At, string Text)
{
    /// <summary>Fields this version does not know: kept, never read.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>Who wrote a document.</summary>
/// <param name="Name">Name as the CRM writes it; null where unknown.</param>
/// <param name="Side">"seller" or "customer".</param>
public sealed record Author(string? Name, string Side)
{
    /// <summary>Fields this version does not know: kept, never read.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}

/// <summary>One label of a labelled deal file (see the signal guide).</summary>
/// <param name="DocumentId">The document the quote is from.</param>
/// <param name="Kind">One of the eight kinds, as written on the wire.</param>
/// <param name="Quote">Verbatim words.</param>
/// <param name="Due">Resolved calendar time; null where the quote gives none.</param>
/// <param name="Person">Person as written in the quote; politics only.</param>
/// <param name="Stance">champion, sponsor, supporter, neutral, sceptic, blocker; politics only.</param>
/// <param name="Scoped">Commitments only.</param>
public sealed record LabelledSignal(
    string DocumentId, string Kind, string Quote, string? Due = null, string? Person = null, string? Stance = null, bool? Scoped = null)
{
    /// <summary>Fields this version does not know: kept, never read.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; set; }
}
