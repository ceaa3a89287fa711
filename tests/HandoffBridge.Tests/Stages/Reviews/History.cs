using System.Text.Json;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Data;
using HandoffBridge.Jobs;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Deals;
using HandoffBridge.Stages.Forms;
using HandoffBridge.Stages.Publications;
using HandoffBridge.Stages.Reviews;
using HandoffBridge.Stages.Roadmap;
using HandoffBridge.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Tests.Stages.Reviews;

/// <summary>A promise of a seeded deal.</summary>
internal sealed record Promise(string Id, string Scope, bool Dismissed, string? Outcome);

/// <summary>A version of a seeded brief.</summary>
internal sealed record Draft(int Version, string Status, DateTimeOffset WrittenAt, int Readiness, DateTimeOffset? PublishedAt);

/// <summary>A seeded deal: what happened, in plain words, from which the tables are filled and the expected numbers are counted apart.</summary>
internal sealed record Told
{
    public required string Id { get; init; }
    public required List<DateTimeOffset> Wins { get; init; }
    public bool Retracted { get; init; }
    public bool Erased { get; init; }
    public bool Quiet { get; init; }
    public required string Kind { get; init; }
    public decimal? FirstAmount { get; init; }
    public decimal? Amount { get; init; }
    public string? Currency { get; init; }
    public int? Months { get; init; }
    public required string Owner { get; init; }
    public required List<Draft> Drafts { get; init; }
    public required List<Promise> Promises { get; init; }
    public required List<(string Id, string Feature, bool Known, string? Due)> Heard { get; init; }
    public required List<(string Term, bool Within)> Terms { get; init; }
    public DateTimeOffset? Opened { get; init; }
    public DateTimeOffset? Handed { get; init; }
    public bool Overridden { get; init; }
    public required List<DeliveryAnswer> Answers { get; init; }
    public string? Engagement { get; init; }
    public int CustomerShare { get; init; }
    public required List<string> Answered { get; init; }

    public bool Counts => !Retracted && !Erased;
    public DateTimeOffset Win => Wins[^1];
}

/// <summary>Three years and two thousand deals, the same ones every time.</summary>
internal static class History
{
    public static readonly string[] Features = ["Offline mode", "Public API", "Route suggestions", "Single sign-on"];
    public static readonly string[] FeatureStatuses = ["planned", "committed", "declined", "shipped"];

    public static List<Told> Tell(int deals, int seed = 20261126)
    {
        var r = new Random(seed);
        var start = new DateTimeOffset(2023, 12, 31, 20, 0, 0, TimeSpan.Zero);
        T Pick<T>(params T[] of) => of[r.Next(of.Length)];
        List<Told> all = [];
        for (var i = 0; i < deals; i++)
        {
            // A third of all wins fall around a midnight at the end of a month, where time zones matter.
            var first = r.Next(3) == 0
                ? new DateTimeOffset(new DateTime(2024, 1, 1).AddMonths(r.Next(0, 36)), TimeSpan.Zero).AddMinutes(r.Next(-180, 180))
                : start.AddMinutes(r.Next(0, 3 * 365 * 24 * 60));
            var wins = new List<DateTimeOffset> { first };
            while (wins.Count < 3 && r.Next(12) == 0) wins.Add(wins[^1].AddDays(r.Next(3, 120)).AddMinutes(r.Next(0, 1440)));
            var retracted = r.Next(14) == 0;
            var drafts = new List<Draft>();
            for (var w = 0; w < wins.Count; w++)
            {
                var at = wins[w].AddSeconds(r.Next(20, 40000));
                for (var v = r.Next(1, 4); v > 0; v--)
                {
                    drafts.Add(new(drafts.Count + 1, drafts.Count == 0 || r.Next(2) == 0 ? "unconfirmed" : "confirmed", at, r.Next(20, 101), r.Next(10) == 0 ? null : at.AddSeconds(r.Next(1, 300))));
                    at = at.AddSeconds(r.Next(1, 90000));
                }

                if (w < wins.Count - 1) drafts.Add(new(drafts.Count + 1, "retracted", wins[w + 1].AddHours(-1), 0, wins[w + 1].AddMinutes(-30)));
            }

            if (retracted) drafts.Add(new(drafts.Count + 1, "retracted", drafts[^1].WrittenAt.AddDays(1), 0, null));
            var kind = Pick("new", "new", "expansion", "renewal");
            var opened = drafts.First(d => d.WrittenAt >= wins[^1]).WrittenAt;
            var answers = new List<DeliveryAnswer>();
            if (r.Next(3) > 0)
            {
                var at = wins[^1].AddMinutes(r.Next(60, 20000));
                while (r.Next(3) == 0)
                {
                    answers.Add(new(at, false, Pick("incomplete", "unclear-scope", "wrong-owner")));
                    at = at.AddMinutes(r.Next(30, 9000));
                }

                if (answers.Count == 0 || r.Next(4) > 0) answers.Add(new(at, true, null));
            }

            // An answer of an earlier win counts no more.
            if (wins.Count > 1 && r.Next(2) == 0) answers.Insert(0, new(wins[0].AddMinutes(5), r.Next(2) == 0, "incomplete"));
            var amount = r.Next(15) == 0 ? (decimal?)null : Math.Round((decimal)r.NextDouble() * 200000, 2);
            all.Add(new Told
            {
                Id = $"D-{i}", Wins = wins, Retracted = retracted, Erased = r.Next(40) == 0, Quiet = r.Next(20) == 0, Kind = kind,
                FirstAmount = amount is null ? null : amount + 1000, Amount = amount, Currency = amount is null ? null : Pick("EUR", "USD", "USD", "CHF", "JPY"), Months = Pick<int?>(null, 6, 12, 12, 24, 36),
                Owner = Pick("ana", "bo", "cy", "dee"), Drafts = drafts,
                Promises = [.. Enumerable.Range(0, r.Next(0, 5)).Select(n => new Promise($"c{n}", Pick("scoped", "scoped", "unscoped", "contradicts"), r.Next(8) == 0, r.Next(2) == 0 ? null : Pick("kept", "kept", "renegotiated", "broken")))],
                Heard = [.. Enumerable.Range(0, r.Next(0, 3)).Select(n => r.Next(5) == 0 ? ($"r{n}", $"The {Pick("blue", "green")} button of deal {i % 7}", false, Pick<string?>(null, "2027-03")) : ($"r{n}", Pick(Features), true, Pick<string?>(null, "2026-06-30", "2026-Q4", "2027")))],
                Terms = [.. new[] { "discount", "payment-days", "opt-out", "ramp" }.Where(_ => r.Next(3) > 0).Select(t => (t, r.Next(3) > 0))],
                Opened = opened, Handed = r.Next(4) == 0 ? null : opened.AddSeconds(r.Next(60, 300000)), Overridden = r.Next(10) == 0, Answers = answers,
                Engagement = kind == "new" ? null : Pick<string?>("trust", "mixed", "inertia", null), CustomerShare = r.Next(0, 101),
                Answered = [.. new[] { "happens", "struggle", "changes", "achieve" }.Where(_ => r.Next(2) == 0)],
            });
        }

        return all;
    }

    /// <summary>Fills the tables of the stages above, then lets the review count its facts.</summary>
    public static async Task StoreAsync(TestApp app, List<Told> all, SeededDelivery delivery, bool count = true)
    {
        foreach (var chunk in all.Chunk(250))
        {
            await using var db = app.Db();
            db.ChangeTracker.AutoDetectChangesEnabled = false;
            foreach (var told in chunk) Add(db, told, delivery);
            await db.SaveChangesAsync();
        }

        await using (var db = app.Db())
        {
            for (var i = 0; i < Features.Length; i++) db.Add(new FeatureRow { Id = "f" + i, Name = Features[i], NameKey = Features[i].ToLowerInvariant(), Status = FeatureStatuses[i] });
            await db.SaveChangesAsync();
        }

        if (!count) return;
        await using var lease = await app.Get<Leases>().TakeAsync("seed", CancellationToken.None);
        foreach (var told in all) await app.Get<CountFacts>().RunAsync(Key(told.Id), lease!, CancellationToken.None);
        // Erased after it was counted: even if its facts were left behind, it does not count.
        foreach (var told in all.Where(t => t.Erased))
        {
            var id = Key(told.Id);
            await using var db = app.Db();
            await db.Set<DealRow>().Where(d => d.HandoffId == id).ExecuteDeleteAsync();
            await db.Set<BriefRow>().Where(b => b.HandoffId == id).ExecuteDeleteAsync();
        }
    }

    public static string Key(string id) => DealRow.IdOf(new CrmDealKey("seed", id));

    private static void Add(BridgeDb db, Told told, SeededDelivery delivery)
    {
        var id = Key(told.Id);
        delivery.Records[id] = new(told.Answers, told.Promises.Where(p => p.Outcome is not null).ToDictionary(p => p.Id, p => p.Outcome!, StringComparer.Ordinal));
        db.Add(new DealRow
        {
            HandoffId = id, Source = "seed", Organisation = "seed", DealId = told.Id, Name = told.Id, State = told.Retracted ? CrmDealState.Open : CrmDealState.Won, WonAt = told.Win,
            WinId = $"w{told.Wins.Count}", Epoch = told.Wins.Count, Version = "1", Quiet = told.Quiet, FirstSeenAt = told.Wins[0], ChangedAt = told.Win,
        });
        foreach (var draft in told.Drafts)
        {
            var last = draft == told.Drafts[^1];
            var brief = Write(id, told, draft, last);
            db.Add(new BriefRow { HandoffId = id, Version = draft.Version, Status = draft.Status, FindingNumber = 1, InputHash = "x", Json = JsonSerializer.Serialize(brief, BriefJson.Default.Brief), WrittenAt = draft.WrittenAt });
            if (draft.PublishedAt is { } at) db.Add(new PublishedVersionRow { Target = "folder", HandoffId = id, Version = draft.Version, At = at });
        }

        if (told.Opened is { } opened) db.Add(new FormRow { HandoffId = id, Epoch = told.Wins.Count, OpenedAt = opened, SubmittedAt = told.Handed, SubmittedBy = "x" });
        if (told.Handed is not null) db.Add(new FormEntryRow { HandoffId = id, ItemId = "form", Action = told.Overridden ? "override" : "submit", By = "x", RequestId = "request-" + id });
    }

    private static Brief Write(string id, Told told, Draft draft, bool last) => new()
    {
        HandoffId = id, Version = draft.Version, Status = draft.Status, CreatedAt = draft.WrittenAt,
        Deal = new(told.Id, told.Id, told.Win, last ? told.Amount : told.FirstAmount, told.Currency, told.Months, told.Kind, told.Owner, told.Owner + "@Seller.example"),
        Account = new("A-" + told.Id, "Customer " + told.Id, null, null), Summary = "", Readiness = new(draft.Readiness, []),
        // Earlier versions promise what later ones do not: only the newest counts.
        Items = [.. told.Promises.Select(p => Item(p.Id, "commitment") with { State = last && p.Dismissed ? "dismissed" : "suggested", Scope = new(last ? p.Scope : "unscoped", null, "") }),
            .. told.Heard.Select(h => Item(h.Id, "roadmap") with { Due = h.Due, Roadmap = new(h.Feature, h.Known ? "planned" : null, null, null, null, "") })],
        Signed = [], OpenQuestions = [], Timeline = [], Sources = [],
        Terms = [.. told.Terms.Select(t => new BriefTerm(t.Term, "≤ 1", "2", t.Within))],
        Journey = new(10, 5, 2, [], [], [], told.Engagement, []),
        Voice = new(told.CustomerShare / 100.0, [.. told.Answered.Select(q => new BriefVoiceQuestion(q, ["c0"]))]),
    };

    private static BriefItem Item(string id, string kind) => new() { Id = id, Kind = kind, Text = id, Confidence = 1, Restricted = false, Proofs = [] };
}

/// <summary>What delivery said, as the seed has it.</summary>
internal sealed class SeededDelivery : IDeliveryRecord
{
    public Dictionary<string, DeliveryRecord> Records { get; } = new(StringComparer.Ordinal);

    public Task<DeliveryRecord> OfAsync(BridgeDb db, string handoffId, CancellationToken cancellationToken) => Task.FromResult(Records.GetValueOrDefault(handoffId, DeliveryRecord.Nothing));

    public Task<IReadOnlyCollection<string>> AcceptedAsync(BridgeDb db, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyCollection<string>>([.. Records.Where(r => r.Value.Answers.Count > 0 && r.Value.Answers[^1].Accepted).Select(r => r.Key)]);
}
