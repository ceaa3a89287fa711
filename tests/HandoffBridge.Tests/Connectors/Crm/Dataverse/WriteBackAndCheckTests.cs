using HandoffBridge.Connectors;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Settings;

namespace HandoffBridge.Tests.Connectors.Crm.Dataverse;

public sealed class WriteBackAndCheckTests
{
    [Fact]
    public async Task Writes_one_note_and_one_task_however_often()
    {
        await using var rig = await DataverseRig.StartAsync(("WriteBack", "true"));
        var deal = rig.Seller.Deal(documents: 2);
        rig.Seller.Win(deal);
        await rig.PollAsync();
        var version = rig.Change(deal).Version;
        for (var i = 0; i < 3; i++) await WriteAsync(rig, deal, version: i + 1);

        var note = rig.Store.Rows("annotation").Single(n => n["subject"] as string == "Brief");
        ((string)note["notetext"]!).ShouldContain("http://127.0.0.1:5080/handoffs/1");
        note.Lookup("_objectid_value").ShouldBe(deal);
        var task = rig.Store.Rows("task").Single(n => n["subject"] as string == "Brief");
        task.Lookup("_ownerid_value").ShouldBe(DataverseSimulator.Store.Seller.Dana);
        task.Lookup("_regardingobjectid_value").ShouldBe(deal);

        // What we wrote is no news, or every brief would call for another.
        (await rig.PollAsync()).Changes.ShouldBeEmpty();
        var dossier = await rig.CollectOneAsync(deal);
        dossier.Version.ShouldBe(version);
        dossier.Deal!.Documents.ShouldNotContain(d => d.Subject == "Brief");
    }

    [Fact]
    public async Task Writes_nothing_unless_switched_on()
    {
        await using var rig = await DataverseRig.StartAsync();
        await WriteAsync(rig, rig.Seller.Deal());
        rig.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missing_privilege_for_writing_is_told()
    {
        await using var rig = await DataverseRig.StartAsync(("WriteBack", "true"));
        var gone = await Should.ThrowAsync<ConnectorException>(() => WriteAsync(rig, Guid.NewGuid()));
        gone.Kind.ShouldBe(FailureKind.Permanent);
        gone.Message.ShouldBe("The opportunity is no longer in Dataverse; nothing was written back.");
    }

    [Fact]
    public async Task Check_passes_where_everything_is_granted()
    {
        await using var rig = await DataverseRig.StartAsync();
        var lines = await rig.Run(() => rig.Crm.CheckAsync(CancellationToken.None));
        lines.ShouldAllBe(l => l.Ok == true);
        lines.ShouldContain(l => l.Subject == "Dataverse change tracking on opportunity");
        lines.ShouldContain(l => l.Message.Contains(rig.Store.OrganisationId.ToString("D"), StringComparison.Ordinal));
        rig.Requests.ShouldAllBe(r => r.Method == "GET");
    }

    [Fact]
    public async Task Check_names_what_is_missing()
    {
        await using var rig = await DataverseRig.StartAsync();
        rig.Server.Options.Lacking.Add("prvReadNote");
        rig.Server.Options.TrackingOff.Add("opportunity");
        var lines = await rig.Run(() => rig.Crm.CheckAsync(CancellationToken.None));
        lines.Single(l => l.Subject == "Dataverse table annotations").ShouldSatisfyAllConditions(l => l.Ok.ShouldBe(false), l => l.Message.ShouldContain("prvReadNote"));
        lines.Single(l => l.Subject == "Dataverse change tracking on opportunity").Ok.ShouldBe(false);
        lines.Single(l => l.Subject == "Dataverse security role").Message.ShouldContain("lacks prvReadNote");

        rig.Server.Options.Tokens.Clear();
        rig.Server.Options.Tokens.Add("other");
        (await rig.Run(() => rig.Crm.CheckAsync(CancellationToken.None))).ShouldHaveSingleItem().Ok.ShouldBe(false);
    }

    [Theory]
    [InlineData("Url", "http://contoso.crm.dynamics.com", "Crm:Dataverse:Url must be an https address, such as https://contoso.crm4.dynamics.com (plain http is accepted for loopback addresses only).")]
    [InlineData("PollInterval", "00:00:00", "Crm:Dataverse:PollInterval must be between 00:00:01 and 1.00:00:00.")]
    [InlineData("Columns:New Column", "need", "Crm:Dataverse:Columns names \"New Column\", which is no column: write the logical name, such as new_whynow.")]
    [InlineData("Url", null, "Crm:Dataverse:Url is missing; write the environment's address, such as https://contoso.crm4.dynamics.com.")]
    public async Task Settings_that_cannot_be_meant_are_refused_by_name(string key, string? value, string message)
    {
        var refused = await Should.ThrowAsync<SettingsException>(() => DataverseRig.StartAsync((key, value!)));
        refused.Message.ShouldBe(message);
    }

    [Fact]
    public async Task Backfill_reads_won_deals_of_a_span_page_by_page()
    {
        await using var rig = await DataverseRig.StartAsync();
        for (var i = 0; i < 30; i++)
        {
            rig.Seller.Win(rig.Seller.Deal());
            rig.Clock.Advance(TimeSpan.FromDays(1));
        }

        var since = new DateTimeOffset(2026, 3, 10, 0, 0, 0, TimeSpan.Zero);
        var won = await rig.Run(async () =>
        {
            var list = new List<CrmDealChange>();
            await foreach (var change in rig.Crm.WonBetweenAsync(since, since.AddDays(10), CancellationToken.None)) list.Add(change);
            return list;
        });
        won.Count.ShouldBe(10);
        won.ShouldAllBe(c => c.WinId != null && c.WonAt >= since && c.WonAt < since.AddDays(10));
    }

    private static Task<object?> WriteAsync(DataverseRig rig, Guid deal, int version = 1) => rig.Run<object?>(async () =>
    {
        await rig.Crm.WriteBackAsync(
            new CrmWriteBack(new(rig.Store.OrganisationId.ToString("D"), deal.ToString("D")), "1", version, new Uri("http://127.0.0.1:5080/handoffs/1"), "Brief", "Please look.", rig.Clock.GetUtcNow().AddDays(1)),
            CancellationToken.None);
        return null;
    });
}
