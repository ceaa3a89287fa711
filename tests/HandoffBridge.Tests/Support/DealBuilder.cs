using System.Text.Json;
using System.Text.Json.Nodes;

namespace HandoffBridge.Tests.Support;

/// <summary>Builds deal files: a sound one, of which a test changes what it is about.</summary>
public sealed class DealBuilder
{
    private readonly JsonObject _file;

    private DealBuilder(JsonObject file) => _file = file;

    /// <summary>A small sound deal.</summary>
    public static DealBuilder Deal(string id = "D-1", string account = "Northwind Cold Chain") => new(new JsonObject
    {
        ["deal"] = new JsonObject
        {
            ["id"] = id, ["name"] = account + " – rollout", ["wonAt"] = "2026-10-30T16:00:00Z", ["amount"] = 84000, ["currency"] = "USD", ["termMonths"] = 24, ["kind"] = "new",
            ["owner"] = new JsonObject { ["id"] = "U-1", ["name"] = "Dana Ruiz", ["email"] = "dana.ruiz@seller.example" },
        },
        ["account"] = new JsonObject { ["id"] = id + "-A", ["name"] = account, ["industry"] = "Logistics", ["country"] = "US" },
        ["contacts"] = new JsonArray(new JsonObject { ["id"] = "C-1", ["name"] = "Priya Raman", ["title"] = "VP Operations", ["email"] = "priya@customer.example", ["role"] = "Decision maker" }),
        ["lines"] = new JsonArray(new JsonObject { ["id"] = "L-1", ["product"] = "Control Tower, 250 seats", ["description"] = "Route planning and alerts", ["quantity"] = 250, ["unitPrice"] = 28, ["discountPercent"] = 12 }),
        ["documents"] = new JsonArray(
            Document("N-1", "note", "seller", "Dana Ruiz", "2026-10-12T09:30:00Z", "Priya runs the project and sells it inside for us. They lose two pallets a week because nobody sees the reefer alarms at night. Everything must be live before the peak season starts on 1 December."),
            Document("E-1", "email", "seller", "Dana Ruiz", "2026-10-20T10:00:00Z", "Hi Priya,\n\nwe will migrate your 40,000 historic shipments by end of November, at no extra charge. The driver app for Android is coming in our next release in Q1 2027.\n\nBest,\nDana")),
    });

    /// <summary>One document.</summary>
    public static JsonObject Document(string id, string type, string side, string author, string at, string text, string format = "text") => new()
    {
        ["id"] = id, ["type"] = type, ["subject"] = "Subject of " + id, ["format"] = format, ["author"] = new JsonObject { ["name"] = author, ["side"] = side }, ["at"] = at, ["text"] = text,
    };

    /// <summary>Adds a document.</summary>
    public DealBuilder With(JsonObject document)
    {
        _file["documents"]!.AsArray().Add(document);
        return this;
    }

    /// <summary>Changes anything.</summary>
    public DealBuilder With(Action<JsonObject> change)
    {
        change(_file);
        return this;
    }

    /// <summary>The file.</summary>
    public string Json() => _file.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
