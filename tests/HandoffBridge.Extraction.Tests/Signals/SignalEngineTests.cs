using System.Globalization;
using System.Text.Json;
using HandoffBridge.Extraction.Deals;
using HandoffBridge.Extraction.Signals;

namespace HandoffBridge.Extraction.Tests.Signals;

public sealed class SignalEngineTests
{
    private static readonly SignalEngine Engine = SignalEngine.Default;

    [Fact]
    public void Quotes_are_the_characters_they_point_at()
    {
        foreach (var deal in TestDeals.HeldOut())
        {
            var result = Engine.Extract(deal);
            result.Signals.ShouldNotBeEmpty();
            foreach (var s in result.Signals) result.Texts[s.DocumentId][s.Start..s.End].ShouldBe(s.Quote);
        }
    }

    [Fact]
    public void Signals_come_in_document_order_then_by_offset_then_by_kind()
    {
        foreach (var deal in TestDeals.HeldOut())
        {
            var order = deal.Documents.Select(d => d.Id).ToList();
            var keys = Engine.Extract(deal).Signals.Select(s => (order.IndexOf(s.DocumentId), s.Start, s.Kind)).ToList();
            keys.ShouldBe(keys.Order());
        }
    }

    [Fact]
    public void Attributes_stand_only_where_their_kind_has_them()
    {
        foreach (var s in TestDeals.HeldOut().SelectMany(d => Engine.Extract(d).Signals))
        {
            s.Confidence.ShouldBeInRange(0, 1);
            (s.Scope is not null).ShouldBe(s.Kind == SignalKind.Commitment);
            if (s.Kind != SignalKind.Politics)
            {
                s.Person.ShouldBeNull();
                s.Stance.ShouldBeNull();
            }
            else if (s.Person is not null) s.Quote.ShouldContain(s.Person);
        }
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    public void Says_the_same_in_every_culture(string culture)
    {
        var expected = Bytes();
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Bytes().ShouldBe(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("America/St_Johns")]
    public void Says_the_same_in_every_time_zone(string zone)
    {
        var expected = Bytes();
        var before = Environment.GetEnvironmentVariable("TZ");
        try
        {
            Environment.SetEnvironmentVariable("TZ", zone);
            TimeZoneInfo.ClearCachedData();
            TimeZoneInfo.Local.Id.ShouldBe(zone);
            Bytes().ShouldBe(expected);
        }
        finally
        {
            Environment.SetEnvironmentVariable("TZ", before);
            TimeZoneInfo.ClearCachedData();
        }
    }

    [Fact]
    public async Task Says_the_same_on_several_threads()
    {
        var expected = Bytes();
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Bytes)));
        all.ShouldAllBe(x => x == expected);
    }

    [Fact]
    public void Statements_of_work_give_no_signals() =>
        Engine.Extract(TestDeals.With("We will migrate all records by 30 June.\nHypercare of ten days is included.", "sow")).Signals.ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0")]
    [InlineData(" \r\n\t ")]
    [InlineData("\ud83d")]
    [InlineData("<<<<<<<>>>>>")]
    public void Hostile_scraps_give_nothing(string text)
    {
        Engine.Extract(TestDeals.With(text)).Signals.ShouldBeEmpty();
        Engine.Extract(TestDeals.With(text, format: "html")).Signals.ShouldBeEmpty();
    }

    [Fact]
    public void Quoted_history_and_signatures_give_nothing()
    {
        var signals = Engine.Extract(TestDeals.With("Thanks, got it.\n\nBest,\nDana Ruiz\n\nOn Feb 3, 2026, Priya Raman wrote:\n> We will send you the data extract by Friday.\n> You promised to migrate the archive.")).Signals;
        signals.ShouldBeEmpty();
    }

    [Fact]
    public void A_cancelled_token_stops_the_work()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Should.Throw<OperationCanceledException>(() => Engine.Extract(TestDeals.With("Hello."), source.Token));
    }

    private static string Bytes() => JsonSerializer.Serialize(TestDeals.HeldOut().Select(d => Engine.Extract(d).Signals));
}
