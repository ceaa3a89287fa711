using System.Text;
using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Extraction.Tests.Deals;

public sealed class DealFileReaderTests
{
    private const string Sound = """
        {
          "deal": {"id": "D-1", "name": "Acme", "wonAt": "2026-03-31T16:40:00Z", "amount": 10, "kind": "new",
                   "owner": {"name": "Dana Ruiz", "region": "West"}, "forecast": "commit"},
          "account": {"id": "A-1", "name": "Acme Freight", "country": "US"},
          "contacts": [{"id": "C-1", "name": "Priya Raman", "phone": "555"}],
          "lines": [{"id": "L-1", "product": "Seats", "quantity": 2, "sku": "S"}],
          "documents": [{"id": "N-1", "type": "note", "format": "text", "author": {"name": "Dana Ruiz", "side": "seller", "id": "U-7"},
                         "at": "2026-02-11T09:30:00Z", "text": "hello", "url": "x"}],
          "extra": true
        }
        """;

    private static DealFileResult Read(string json) => DealFileReader.Read(Encoding.UTF8.GetBytes(json));

    private static string Only(string json) => Read(json).Defects.ShouldHaveSingleItem().ToString();

    [Fact]
    public void Reads_a_sound_file_and_keeps_unknown_fields_wherever_they_stand()
    {
        var result = Read(Sound);
        result.Defects.ShouldBeEmpty();
        var deal = result.Deal.ShouldNotBeNull();
        deal.Unknown!.Keys.ShouldBe(["extra"]);
        deal.Deal.Unknown!.Keys.ShouldBe(["forecast"]);
        deal.Deal.Owner!.Unknown!.Keys.ShouldBe(["region"]);
        deal.Contacts[0].Unknown!.Keys.ShouldBe(["phone"]);
        deal.Lines[0].Unknown!.Keys.ShouldBe(["sku"]);
        deal.Documents[0].Unknown!.Keys.ShouldBe(["url"]);
        deal.Documents[0].Author!.Unknown!.Keys.ShouldBe(["id"]);
    }

    [Theory]
    [InlineData("\"deal\": {\"id\": \"D-1\", ", "\"deal\": {", "deal.id: is missing; add it. (line 2, column 11)")]
    [InlineData("\"name\": \"Acme\", ", "", "deal.name: is missing; add it. (line 2, column 11)")]
    [InlineData("\"wonAt\": \"2026-03-31T16:40:00Z\", ", "", "deal.wonAt: is missing; add it. (line 2, column 11)")]
    [InlineData("2026-03-31T16:40:00Z", "31 March", "deal.wonAt: this is not a date; write ISO 8601 with an offset, such as 2026-03-31T16:40:00Z. (line 2, column 50)")]
    [InlineData("\"kind\": \"new\"", "\"kind\": \"upsell\"", "deal.kind: \"upsell\" is not known; write one of new, expansion, renewal. (line 2, column 96)")]
    [InlineData("\"amount\": 10", "\"amount\": -1", "deal.amount: is negative; write the total as a positive number. (line 2, column 84)")]
    [InlineData("\"amount\": 10", "\"amount\": \"ten\"", "deal.amount: this value has the wrong type; see the deal file format. (line 2, column 84)")]
    [InlineData("{\"name\": \"Dana Ruiz\", \"region\": \"West\"}", "{}", "deal.owner.name: is missing; add it. (line 3, column 21)")]
    [InlineData("\"id\": \"A-1\", ", "", "account.id: is missing; add it. (line 4, column 14)")]
    [InlineData("{\"id\": \"C-1\", \"name\": \"Priya Raman\", \"phone\": \"555\"}", "null", "contacts[0]: is null; write an object or leave it out. (line 5, column 16)")]
    [InlineData("\"name\": \"Priya Raman\", ", "", "contacts[0].name: is missing; add it. (line 5, column 16)")]
    [InlineData("{\"id\": \"L-1\", \"product\": \"Seats\", \"quantity\": 2, \"sku\": \"S\"}", "null", "lines[0]: is null; write an object or leave it out. (line 6, column 13)")]
    [InlineData("\"product\": \"Seats\", ", "", "lines[0].product: is missing; add it. (line 6, column 13)")]
    [InlineData("\"type\": \"note\"", "\"type\": \"fax\"", "documents[0].type: \"fax\" is not known; write one of note, email, call, meeting, chat, task, sow. (line 7, column 39)")]
    [InlineData("\"type\": \"note\", ", "", "documents[0].type: is missing; write one of note, email, call, meeting, chat, task, sow. (line 7, column 17)")]
    [InlineData("\"format\": \"text\"", "\"format\": \"rtf\"", "documents[0].format: \"rtf\" is not known; write one of text, html. (line 7, column 57)")]
    [InlineData("\"side\": \"seller\"", "\"side\": \"partner\"", "documents[0].author.side: \"partner\" is not known; write one of seller, customer. (line 7, column 105)")]
    [InlineData("\"text\": \"hello\", ", "", "documents[0].text: is missing; add it. (line 7, column 17)")]
    [InlineData("\"text\": \"hello\"", "\"text\": null", "documents[0].text: is missing; add it. (line 8, column 56)")]
    [InlineData("\"extra\": true", "\"team\": [null]", "team[0]: is null; write an object or leave it out. (line 9, column 12)")]
    [InlineData("\"extra\": true", "\"team\": [{\"role\": \"SE\"}]", "team[0].name: is missing; add it. (line 9, column 12)")]
    [InlineData("\"extra\": true", "\"signals\": [null]", "signals[0]: is null; write an object or leave it out. (line 9, column 15)")]
    public void Names_field_place_and_remedy(string sound, string broken, string sentence)
    {
        Sound.ShouldContain(sound);
        Only(Sound.Replace(sound, broken, StringComparison.Ordinal)).ShouldBe(sentence);
    }

    [Fact]
    public void Says_of_documents_that_are_null_where_they_stand()
    {
        var start = Sound.IndexOf("\"documents\": [", StringComparison.Ordinal);
        var end = Sound.IndexOf("}],", start, StringComparison.Ordinal);
        var json = string.Concat(Sound.AsSpan(0, start), "\"documents\": [null", Sound.AsSpan(end + 1));
        Only(json).ShouldBe("documents[0]: is null; write an object or leave it out. (line 7, column 17)");
    }

    [Theory]
    [InlineData("deal")]
    [InlineData("account")]
    [InlineData("documents")]
    public void Says_which_part_is_missing(string part) =>
        Only(Sound.Replace($"\"{part}\":", "\"other\":", StringComparison.Ordinal)).ShouldBe($"{part}: is missing; add it. (line 1, column 1)");

    [Fact]
    public void Refuses_two_documents_of_one_id()
    {
        var json = Sound.Replace("\"url\": \"x\"}]", "\"url\": \"x\"}, {\"id\": \"N-1\", \"type\": \"note\", \"at\": \"2026-02-11T09:30:00Z\", \"text\": \"\"}]", StringComparison.Ordinal);
        Only(json).ShouldBe("documents[1].id: \"N-1\" is also the id of documents[0]; give the two documents ids of their own. (line 8, column 85)");
    }

    [Fact]
    public void Reports_broken_json_by_line_and_column()
    {
        var defect = Read("{\n  \"deal\": {\"id\": \"D-1\",, }\n}").Defects.ShouldHaveSingleItem();
        (defect.Line, defect.Column).ShouldBe((2, 24));
        defect.Message.ShouldStartWith("the file is not valid JSON here: ");
    }

    [Fact]
    public void Counts_columns_in_characters_not_in_bytes() =>
        Only(Sound.Replace("\"name\": \"Acme\"", "\"name\": \"Žižkov 🎉\"", StringComparison.Ordinal).Replace("\"kind\": \"new\"", "\"kind\": \"x\"", StringComparison.Ordinal))
            .ShouldBe("deal.kind: \"x\" is not known; write one of new, expansion, renewal. (line 2, column 101)");

    [Fact]
    public void Refuses_the_same_field_twice() =>
        Only(Sound.Replace("\"text\": \"hello\"", "\"text\": \"hello\", \"text\": \"other\"", StringComparison.Ordinal))
            .ShouldContain("the same field stands twice in one object here; keep one of them.");

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    public void Says_that_a_file_is_empty(string json) => Only(json).ShouldBe("the file is empty; a deal file is one JSON object.");

    [Fact]
    public void Says_that_a_file_holds_null() => Only("null").ShouldBe("the file holds null; a deal file is one JSON object. (line 1, column 1)");

    [Theory]
    [InlineData("[]")]
    [InlineData("\"deal\"")]
    [InlineData("7")]
    public void Refuses_what_is_no_object(string json) => Only(json).ShouldContain("this value has the wrong type; see the deal file format.");

    [Fact]
    public void Skips_a_byte_order_mark() => DealFileReader.Read([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Sound)]).Deal.ShouldNotBeNull();

    [Fact]
    public void Says_where_a_file_is_not_utf8()
    {
        var bytes = Encoding.Latin1.GetBytes(Sound.Replace("Priya", "Zoë", StringComparison.Ordinal));
        DealFileReader.Read(bytes).Defects.ShouldHaveSingleItem().ToString().ShouldBe("the file is not UTF-8 here; save it as UTF-8. (line 5, column 41)");
        DealFileReader.Read(Encoding.Unicode.GetBytes("\uFEFF" + Sound)).Defects.ShouldHaveSingleItem().Message.ShouldBe("the file is not UTF-8 here; save it as UTF-8.");
    }

    [Fact]
    public void Says_that_half_a_surrogate_pair_is_no_text() =>
        Only(Sound.Replace("hello", "\\ud800", StringComparison.Ordinal)).ShouldContain("half of a surrogate pair");

    [Fact]
    public void Refuses_deep_nesting_in_unknown_fields() =>
        Only(Sound.Replace("\"extra\": true", "\"extra\": " + new string('[', 100_000) + new string(']', 100_000), StringComparison.Ordinal))
            .ShouldContain("the file nests too deeply here; a deal file needs no more than six levels.");

    [Fact]
    public void Refuses_a_file_that_is_too_large_before_it_parses_it() =>
        DealFileReader.Read(new byte[DealFileReader.MaxBytes + 1]).Defects.ShouldHaveSingleItem().Message.ShouldStartWith("the file has 32 MB, more than the 32 MB that are read");

    [Fact]
    public void Takes_a_time_without_offset_as_utc_in_any_time_zone() =>
        Read(Sound.Replace("2026-02-11T09:30:00Z", "2026-02-11T09:30:00", StringComparison.Ordinal)).Deal!.Documents[0].At.ShouldBe(new DateTimeOffset(2026, 2, 11, 9, 30, 0, TimeSpan.Zero));

    [Fact]
    public void Keeps_the_offset_that_was_written() =>
        Read(Sound.Replace("2026-02-11T09:30:00Z", "2026-02-11T09:30:00+05:30", StringComparison.Ordinal)).Deal!.Documents[0].At.Offset.ShouldBe(TimeSpan.FromMinutes(330));

    [Fact]
    public void Reports_no_more_than_twenty_defects() =>
        Read(Sound.Replace("\"extra\": true", "\"team\": [" + string.Join(", ", Enumerable.Repeat("null", 100)) + "]", StringComparison.Ordinal)).Defects.Count.ShouldBe(20);
}
