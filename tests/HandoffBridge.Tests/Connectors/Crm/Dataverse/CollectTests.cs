using System.IO.Compression;
using System.Text;
using DataverseSimulator.Store;
using HandoffBridge.Extraction.Deals;

namespace HandoffBridge.Tests.Connectors.Crm.Dataverse;

public sealed class CollectTests : IAsyncLifetime
{
    private DataverseRig _rig = null!;

    public async Task InitializeAsync() => _rig = await DataverseRig.StartAsync(("Columns:new_whynow", "urgency"), ("Columns:new_dealkind", "kind"), ("Columns:new_termmonths", "termMonths"));

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Reads_the_whole_dossier()
    {
        var deal = _rig.Seller.Deal(documents: 8);
        _rig.Seller.Connect(deal, "systemuser", Seller.Sam, Seller.Engineer);
        _rig.Seller.Edit(deal, ("customerneed", "One view of all trucks"), ("new_whynow", "Audit in March"), ("new_dealkind", "Renewal"), ("new_termmonths", 36));
        _rig.Seller.Win(deal);

        var dossier = await _rig.CollectOneAsync(deal);

        var file = dossier.Deal!;
        file.Deal.ShouldSatisfyAllConditions(
            d => d.Id.ShouldBe(deal.ToString("D")), d => d.Name.ShouldBe("Acme – Control Tower"), d => d.Amount.ShouldBe(184000m), d => d.Amount!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe("184000"),
            d => d.Currency.ShouldBe("EUR"), d => d.Kind.ShouldBe("renewal"), d => d.TermMonths.ShouldBe(36), d => d.Owner!.Email.ShouldBe("dana.ruiz@seller.example"));
        file.Account.ShouldSatisfyAllConditions(a => a.Industry.ShouldBe("Transportation"), a => a.Country.ShouldBe("US"));
        file.Contacts.ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.Name.ShouldBe("Priya Raman"), c => c.Role.ShouldBe("Champion"), c => c.Title.ShouldBe("VP Operations"), c => c.Email.ShouldBe("priya@acme.example"));
        file.Team!.ShouldHaveSingleItem().ShouldBe(new TeamMember("Sam Okafor", "sam.okafor@seller.example", "Solution engineer"));
        file.Documents.Count.ShouldBe(10);
        file.Documents.Select(d => d.Type).Distinct().ShouldBe(["note", "email", "call", "meeting", "task"], ignoreOrder: true);
        file.Documents.Single(d => d.Subject == "Urgency").Text.ShouldBe("Audit in March");
        file.Documents.Single(d => d.Subject == "Re: timeline").ShouldSatisfyAllConditions(d => d.Author.ShouldBe(new Author("Priya Raman", "customer")), d => d.Format.ShouldBe("html"));
        file.Documents.Single(d => d.Subject == "Timeline").Author.ShouldBe(new Author("Dana Ruiz", "seller"));
        dossier.Unread.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("250", "52", "1560", null, "12")]
    [InlineData("3", "100", "100", null, "33.333333")]
    [InlineData("10", "100", "50", "5", "10")]
    [InlineData("46", "210.00", "1062.60", null, "11")]
    [InlineData("10", "100", null, null, null)]
    [InlineData("10", "100", "0", null, "0")]
    public async Task Reckons_discounts_exactly(string quantity, string price, string? manual, string? volume, string? percent)
    {
        static decimal? D(string? s) => s is null ? null : decimal.Parse(s, System.Globalization.CultureInfo.InvariantCulture);
        var deal = _rig.Store.Put("opportunity", Guid.NewGuid(), ("name", "Lines")).Id;
        _rig.Seller.Line(deal, "Seat", D(quantity)!.Value, D(price)!.Value, D(manual), D(volume));
        var line = (await _rig.CollectOneAsync(deal)).Deal!.Lines.ShouldHaveSingleItem();
        line.DiscountPercent?.ToString(System.Globalization.CultureInfo.InvariantCulture).ShouldBe(percent);
        line.DiscountPercent.ShouldBe(D(percent));
        line.UnitPrice.ShouldBe(D(price));
        line.Product.ShouldBe("Seat");
    }

    [Fact]
    public async Task A_write_in_line_has_the_name_that_was_typed()
    {
        var deal = _rig.Seller.Deal();
        _rig.Seller.Line(deal, "Custom adapter for the old WMS", 1, 9000m, writeIn: true);
        (await _rig.CollectOneAsync(deal)).Deal!.Lines.ShouldContain(l => l.Product == "Custom adapter for the old WMS" && l.Quantity == 1 && l.UnitPrice == 9000m);
    }

    [Fact]
    public async Task Reads_files_worth_reading_and_lists_the_others()
    {
        var deal = _rig.Seller.Deal();
        _rig.Seller.File(deal, "SOW Acme final.docx", "application/octet-stream", Docx("We build the interface.", "Not in scope: training."));
        _rig.Seller.File(deal, "notes.md", "text/markdown", Encoding.UTF8.GetBytes("# Kickoff\nGrüße"));
        _rig.Seller.File(deal, "mail.html", "text/html", Encoding.UTF8.GetBytes("<p>Hello</p>"));
        _rig.Seller.File(deal, "deck.pdf", "application/pdf", new byte[2048], text: "See the deck");
        _rig.Seller.File(deal, "broken.docx", "application/octet-stream", [1, 2, 3]);
        _rig.Seller.File(deal, "big.txt", "text/plain", new byte[6 * 1024 * 1024]);
        _rig.Server.Journal.Clear();

        var dossier = await _rig.CollectOneAsync(deal);

        var documents = dossier.Deal!.Documents;
        documents.Single(d => d.Type == "sow").Text.ShouldBe("We build the interface.\nNot in scope: training.");
        documents.Single(d => d.Subject == "notes.md").Text.ShouldBe("# Kickoff\nGrüße");
        documents.Single(d => d.Subject == "mail.html").Format.ShouldBe("html");
        documents.ShouldContain(d => d.Text == "See the deck");
        dossier.Unread.Count.ShouldBe(3);
        dossier.Unread.ShouldContain(u => u.Contains("deck.pdf", StringComparison.Ordinal));
        dossier.Unread.ShouldContain(u => u.Contains("big.txt", StringComparison.Ordinal) && u.Contains("MaxAttachmentMegabytes", StringComparison.Ordinal));
        _rig.Requests.Count(r => r.Body.Contains("/annotations?", StringComparison.Ordinal) && r.Body.Contains("documentbody", StringComparison.Ordinal)).ShouldBe(0);
    }

    [Fact]
    public async Task The_sender_among_the_parties_decides_the_side()
    {
        var deal = _rig.Seller.Deal();
        var contact = _rig.Store.Find("opportunity", deal)!.Lookup("_parentcontactid_value")!.Value;
        (int, string?, Guid?, string?)[] fromContact = [(1, "contact", contact, "priya@acme.example"), (2, "systemuser", Seller.Dana, null)];
        _rig.Seller.Activity("email", deal, "wrong direction", "x", fromContact, ("directioncode", true), ("senton", _rig.Store.Now), ("statuscode", 3));
        _rig.Seller.Activity("email", deal, "unresolved customer", "x", [(1, null, null, "bo@acme.example")], ("directioncode", false), ("senton", _rig.Store.Now), ("statuscode", 4));
        _rig.Seller.Activity("email", deal, "unresolved colleague", "x", [(1, null, null, "kim@seller.example")], ("directioncode", true), ("senton", _rig.Store.Now), ("statuscode", 3));
        _rig.Seller.Activity("email", deal, "draft", "x", [(1, "systemuser", Seller.Dana, null)], ("directioncode", true), ("statuscode", 1));
        _rig.Seller.Activity("appointment", deal, "their meeting", "x", [(7, "contact", contact, null)], ("scheduledstart", _rig.Store.Now));
        _rig.Seller.Activity("appointment", deal, "canceled", "x", [(7, "contact", contact, null)], ("statecode", 2));

        var dossier = await _rig.CollectOneAsync(deal);

        string Side(string subject) => dossier.Deal!.Documents.Single(d => d.Subject == subject).Author!.Side;
        Side("wrong direction").ShouldBe("customer");
        Side("unresolved customer").ShouldBe("customer");
        Side("unresolved colleague").ShouldBe("seller");
        Side("their meeting").ShouldBe("customer");
        dossier.Deal!.Documents.ShouldNotContain(d => d.Subject == "draft" || d.Subject == "canceled");
        dossier.Unread.Count.ShouldBe(2);
    }

    [Fact]
    public async Task People_and_accounts_that_were_merged_are_those_that_stayed()
    {
        var deal = _rig.Seller.Deal(documents: 8);
        var row = _rig.Store.Find("opportunity", deal)!;
        var winner = _rig.Store.Put("contact", Guid.NewGuid(), ("fullname", "Priya Raman-Lee"), ("emailaddress1", "prl@acme.example")).Id;
        _rig.Store.Put("contact", row.Lookup("_parentcontactid_value")!.Value, ("merged", true), ("masterid", new Ref("contact", winner)));
        var group = _rig.Store.Put("account", Guid.NewGuid(), ("name", "Acme Group")).Id;
        _rig.Store.Put("account", row.Lookup("_customerid_value")!.Value, ("merged", true), ("masterid", new Ref("account", group)));
        var dossier = await _rig.CollectOneAsync(deal);
        dossier.Deal!.Contacts.ShouldHaveSingleItem().Name.ShouldBe("Priya Raman-Lee");
        dossier.Deal.Account.Name.ShouldBe("Acme Group");
        dossier.Deal.Account.Id.ShouldBe(group.ToString("D"));
    }

    [Fact]
    public async Task Gone_and_foreign_deals_are_told_one_by_one()
    {
        var deal = _rig.Seller.Deal();
        var dossiers = await _rig.CollectAsync(deal, Guid.NewGuid());
        dossiers.Count.ShouldBe(2);
        dossiers[0].Deal.ShouldNotBeNull();
        dossiers[1].Deal.ShouldBeNull();
        dossiers[1].Findings.ShouldHaveSingleItem().Message.ShouldContain("no longer in Dataverse");
    }

    [Fact]
    public async Task Tables_an_environment_may_lack_are_done_without()
    {
        foreach (var table in (string[])["chat", "post", "salesorder"]) _rig.Server.Options.Missing.Add(table);
        var dossier = await _rig.CollectOneAsync(_rig.Seller.Deal(documents: 4));
        dossier.Deal!.Documents.Count.ShouldBe(4);
        dossier.Unread.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_thousand_deals_with_eight_documents_each_take_few_requests()
    {
        var deals = Enumerable.Range(0, 200).Select(_ => _rig.Seller.Deal(documents: 8)).ToArray();
        _rig.Server.Journal.Clear();
        var dossiers = await _rig.CollectAsync(deals);
        dossiers.Count.ShouldBe(200);
        dossiers.ShouldAllBe(d => d.Deal!.Documents.Count == 8);
        (_rig.Requests.Count / 200.0).ShouldBeLessThan(0.25);
    }

    [Fact]
    public async Task Too_much_text_for_one_answer_is_read_in_smaller_pieces()
    {
        await using var rig = await DataverseRig.StartAsync(("MaxAnswerMegabytes", "1"));
        var deals = Enumerable.Range(0, 12).Select(_ => rig.Seller.Deal()).ToArray();
        foreach (var deal in deals) rig.Seller.Note(deal, new string('n', 90_000));
        for (var i = 0; i < 15; i++) rig.Seller.Note(deals[3], new string('m', 90_000));
        var dossiers = await rig.CollectAsync(deals);
        dossiers.Count(d => d.Deal is not null).ShouldBe(11);
        dossiers[3].Findings.ShouldHaveSingleItem().Message.ShouldContain("Crm:Dataverse:MaxAnswerMegabytes");
    }

    private static byte[] Docx(params string[] paragraphs)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        using (var writer = new StreamWriter(zip.CreateEntry("word/document.xml").Open()))
        {
            writer.Write("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>");
            foreach (var p in paragraphs) writer.Write($"<w:p><w:r><w:t>{p[..3]}</w:t></w:r><w:r><w:t xml:space=\"preserve\">{p[3..]}</w:t></w:r></w:p>");
            writer.Write("</w:body></w:document>");
        }

        return stream.ToArray();
    }
}
