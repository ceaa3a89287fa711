using System.Text.Json;
using HandoffBridge.Connectors;
using HandoffBridge.Connectors.Notices;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Notices;
using HandoffBridge.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Tests.Stages.Notices;

/// <summary>Real mail over SMTP.</summary>
public sealed class MailTests
{
    [NodeFact]
    public async Task Over_a_moved_clock_exactly_the_expected_mails_arrive()
    {
        await using var mailbox = await Mailbox.StartAsync();
        await using var app = await TestApp.StartAsync(settings: [.. mailbox.Settings, "Handoff:EscalateTo=mia@seller.example", "Routing:Rules:0:Name=all", "Routing:Rules:0:To=csm@seller.example", "Notices:Languages:csm@seller.example=de"]);
        // A name that would like to be markup, a header and a second recipient, and a remark that must never be mailed.
        app.Drop("a.json", DealBuilder.Deal("D-1", "Müller & <b>Söhne</b> 物流").With(DealBuilder.Document("N-9", "note", "seller", "Dana Ruiz", "2026-10-15T09:30:00Z", "Priya is our champion, but her boss Tom Zeller (zqremark) is against us and will try to block it.")).Json());
        app.Drop("b.json", DealBuilder.Deal("D-2", "Plain Freight").Json());
        await app.SettleAsync();
        for (var i = 0; i < 6 * 34; i++)
        {
            await app.Get<RemindPeople>().RunAsync(CancellationToken.None);
            app.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        var mails = await mailbox.ReadAsync();
        mails.Select(m => $"{m.To} {m.Subject}").Order(StringComparer.Ordinal).ShouldBe(
            [
                "csm@seller.example 2 Übergaben warten auf Sie",
                "csm@seller.example 2 Übergaben warten auf Sie",
                "dana.ruiz@seller.example 2 handoffs wait for you",
                "dana.ruiz@seller.example 2 handoffs wait for you",
                "dana.ruiz@seller.example 2 handoffs wait for you",
                "dana.ruiz@seller.example 2 handoffs wait for you",
                "mia@seller.example 2 handoffs wait for you",
            ]);
        mails.Select(m => m.MessageId).Distinct().Count().ShouldBe(7);
        await using var db = app.Db();
        var ids = await db.Set<BriefCardRow>().Select(c => c.HandoffId).ToListAsync();
        foreach (var mail in mails)
        {
            mail.Text.ShouldContain("Müller & <b>Söhne</b> 物流 (");
            mail.Html.ShouldContain("Müller &amp; &lt;b&gt;S&#246;hne&lt;/b&gt;".Replace("&#246;", "ö", StringComparison.Ordinal));
            foreach (var id in ids) mail.Text.ShouldContain($"https://handoffs.seller.example/handoffs/{id}");
            foreach (var word in new[] { "zqremark", "Priya", "Zeller", "migrate" }) (mail.Text + mail.Html + mail.Subject).ShouldNotContain(word);
        }
    }

    [NodeFact]
    public async Task A_line_cut_after_the_mail_leads_to_one_repeat_at_most()
    {
        await using var peer = await NodePeer.StartAsync("smtp-faults.mjs");
        await using var app = await TestApp.StartAsync(settings:
            ["Mail:Host=127.0.0.1", $"Mail:Port={peer.Port}", "Mail:From=handoffs@seller.example", "Handoff:EscalateTo=mia@seller.example", "Handoff:Reminders=00:00:00"]);
        foreach (var to in new[] { "drop", "drop-once", "reject", "defer", "fine" }) app.Drop(to + ".json", DealBuilder.Deal("D-" + to, "Customer " + to).With(f => f["deal"]!["owner"]!["email"] = to + "@seller.example").Json());
        await app.SettleAsync();
        for (var i = 0; i < 45; i++)
        {
            await app.Get<RemindPeople>().RunAsync(CancellationToken.None);
            app.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        var arrived = peer.Lines.Where(l => l.StartsWith('{')).Select(l => JsonDocument.Parse(l).RootElement).Select(m => (To: m.GetProperty("to")[0].GetString()!.Split('@')[0], Id: m.GetProperty("data").GetString()!.Split("Message-ID: ")[1].Split("\r\n")[0])).ToList();
        arrived.Where(m => m.To == "drop").Select(m => m.Id).Distinct().ShouldHaveSingleItem();
        arrived.Count(m => m.To == "drop").ShouldBe(2);
        arrived.Count(m => m.To == "drop-once").ShouldBe(2);
        arrived.Where(m => m.To == "drop-once").Select(m => m.Id).Distinct().ShouldHaveSingleItem();
        arrived.Count(m => m.To == "defer").ShouldBe(1);
        arrived.Count(m => m.To == "fine").ShouldBe(1);
        arrived.Count(m => m.To == "reject").ShouldBe(0);
        arrived.ShouldContain(m => m.To == "mia", "who cannot be reached is the manager's to reach");
        await using var db = app.Db();
        var states = await db.Set<NoticeRow>().Where(n => n.Kind == NoticeKinds.Form).ToDictionaryAsync(n => n.Recipient.Split('@')[0], n => n.State);
        states.ShouldBe(new Dictionary<string, string> { ["drop"] = "doubtful", ["drop-once"] = "sent", ["reject"] = "failed", ["defer"] = "sent", ["fine"] = "sent" }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_crash_between_handing_over_and_noting_it_repeats_once_with_the_same_id()
    {
        var sent = new List<NoticeMessage>();
        await using var app = await TestApp.StartAsync(configure: b => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<INoticeSender>(b.Services, new Dying(sent)));
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        for (var i = 0; i < 20; i++)
        {
            try
            {
                await app.Get<RemindPeople>().RunAsync(CancellationToken.None);
            }
            catch (InvalidOperationException)
            {
                // The process died.
            }

            app.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        sent.Count.ShouldBe(2);
        sent[1].MessageId.ShouldBe(sent[0].MessageId);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_with_the_remedy()
    {
        var sender = new SmtpSender(new MailOptions { Host = "127.0.0.1", Port = 9, From = "us@seller.example" }, TimeProvider.System);
        var failure = await Should.ThrowAsync<ConnectorException>(() => sender.SendAsync(new("ada@seller.example", "s", "t", "h", "i@handoffbridge"), CancellationToken.None));
        failure.Kind.ShouldBe(FailureKind.Transient);
        failure.Message.ShouldBe("The mail server 127.0.0.1:9 cannot be reached (SocketException); check Mail:Host, Mail:Port and Mail:Security.");
    }

    private sealed class Dying(List<NoticeMessage> sent) : INoticeSender
    {
        public bool Takes(string recipient) => true;

        public Task SendAsync(NoticeMessage message, CancellationToken cancellationToken)
        {
            sent.Add(message);
            throw new InvalidOperationException("killed");
        }

        public Task<IReadOnlyList<CheckLine>> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CheckLine>>([]);
    }
}
