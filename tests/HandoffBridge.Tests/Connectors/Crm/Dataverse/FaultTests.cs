using System.Globalization;
using DataverseSimulator.Faults;
using HandoffBridge.Connectors;
using HandoffBridge.Connectors.Crm;
using HandoffBridge.Tests.Support;

namespace HandoffBridge.Tests.Connectors.Crm.Dataverse;

public sealed class FaultTests
{
    [Theory]
    [InlineData(FaultKind.TooMany)]
    [InlineData(FaultKind.Unavailable)]
    public async Task Sends_nothing_while_told_to_wait(FaultKind kind)
    {
        await using var rig = await DataverseRig.StartAsync();
        var deals = Enumerable.Range(0, 200).Select(_ => rig.Seller.Deal(documents: 1)).ToArray();
        await rig.PollAsync();
        rig.Server.Journal.Clear();
        rig.Server.Faults.Next(new Fault(kind, "30"));
        await rig.CollectAsync(deals);
        rig.Requests.Count(r => r.WhileTold).ShouldBe(0);
        (rig.Requests[1].At - rig.Requests[0].At).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Obeys_a_date_in_retry_after()
    {
        await using var rig = await DataverseRig.StartAsync();
        await rig.PollAsync();
        rig.Server.Journal.Clear();
        rig.Server.Faults.Next(new Fault(FaultKind.TooMany, (rig.Store.Now + TimeSpan.FromSeconds(45)).ToString("R", CultureInfo.InvariantCulture)));
        await rig.PollAsync();
        (rig.Requests[1].At - rig.Requests[0].At).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(44));
        rig.Requests.ShouldAllBe(r => !r.WhileTold);
    }

    [Fact]
    public async Task A_long_pause_ends_the_poll_and_keeps_everyone_away_until_then()
    {
        await using var rig = await DataverseRig.StartAsync();
        await rig.PollAsync();
        rig.Server.Journal.Clear();
        rig.Server.Faults.Next(new Fault(FaultKind.TooMany, "86400"));
        for (var i = 0; i < 3; i++)
        {
            var refused = await rig.FailingPollAsync();
            refused.Kind.ShouldBe(FailureKind.Throttled);
            refused.RetryAfter!.Value.ShouldBeGreaterThan(TimeSpan.FromHours(20));
            rig.Clock.Advance(TimeSpan.FromHours(1));
        }

        rig.Requests.Count.ShouldBe(1);
        rig.Clock.Advance(TimeSpan.FromHours(22));
        await rig.PollAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("soon")]
    public async Task Without_a_readable_retry_after_waits_grow(string? after)
    {
        await using var rig = await DataverseRig.StartAsync();
        await rig.PollAsync();
        rig.Server.Journal.Clear();
        rig.Server.Faults.Next(new Fault(FaultKind.TooMany, after), new Fault(FaultKind.TooMany, after), new Fault(FaultKind.TooMany, after));
        await rig.PollAsync();
        var waits = rig.Requests.Zip(rig.Requests.Skip(1), (a, b) => b.At - a.At).Take(3).ToList();
        waits[0].ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1.5));
        waits[1].ShouldBeGreaterThan(waits[0]);
        waits[2].ShouldBeGreaterThan(waits[1]);
    }

    [Theory]
    [InlineData(FaultKind.Status, 500)]
    [InlineData(FaultKind.Status, 502)]
    [InlineData(FaultKind.Status, 503)]
    [InlineData(FaultKind.Status, 504)]
    [InlineData(FaultKind.Reset, 0)]
    [InlineData(FaultKind.ResetInBody, 0)]
    [InlineData(FaultKind.CutJson, 10)]
    [InlineData(FaultKind.CutJson, 50)]
    [InlineData(FaultKind.CutJson, 99)]
    [InlineData(FaultKind.LoginPage, 0)]
    [InlineData(FaultKind.DeepJson, 0)]
    [InlineData(FaultKind.DoubledNames, 0)]
    public async Task One_broken_answer_is_asked_for_again_and_many_fail_the_poll_with_a_sentence(FaultKind kind, int number)
    {
        await using var rig = await DataverseRig.StartAsync();
        rig.Seller.Win(rig.Seller.Deal(documents: 3));
        await rig.PollAsync();
        rig.Seller.Win(rig.Seller.Deal(documents: 3));
        rig.Server.Faults.Next(new Fault(kind, Number: number));
        await rig.PollAsync();
        rig.Wins.Count.ShouldBe(2);

        rig.Server.Faults.Rule = (_, _) => new Fault(kind, Number: number);
        var failure = await rig.FailingPollAsync();
        failure.Kind.ShouldBe(FailureKind.Transient);
        failure.Message.ShouldEndWith(".");
    }

    [Fact]
    public async Task A_sign_in_page_is_called_one()
    {
        await using var rig = await DataverseRig.StartAsync();
        rig.Server.Faults.Rule = (_, _) => new Fault(FaultKind.LoginPage);
        (await rig.FailingPollAsync()).Message.ShouldBe("Dataverse's address answered with a web page instead of data: a sign-in page or a proxy stands in between; check Crm:Dataverse:Url.");
    }

    [Theory]
    [InlineData(FaultKind.GzipBomb)]
    [InlineData(FaultKind.HugePage)]
    [InlineData(FaultKind.ForeignNextLink)]
    [InlineData(FaultKind.CircleNextLink)]
    [InlineData(FaultKind.EndlessPages)]
    [InlineData(FaultKind.Redirect)]
    public async Task Hostile_answers_are_refused_and_move_nothing(FaultKind kind)
    {
        await using var rig = await DataverseRig.StartAsync();
        rig.Server.Journal.KeepBodies = false;
        await rig.PollAsync();
        rig.Server.Faults.Rule = (method, _) => method == "GET" ? new Fault(kind) : null;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var failure = await rig.FailingPollAsync();
        failure.Kind.ShouldBe(FailureKind.Transient);
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(256 * 1024 * 1024);
        rig.Requests.Count.ShouldBeLessThan(1100);
        rig.Requests.ShouldAllBe(r => r.Path.StartsWith("/api/data/", StringComparison.Ordinal));

        rig.Server.Faults.Rule = null;
        var deal = rig.Seller.Deal();
        rig.Seller.Win(deal);
        await rig.PollAsync();
        rig.Change(deal).State.ShouldBe(CrmDealState.Won);
    }

    [Theory]
    [InlineData(FaultKind.Hang)]
    [InlineData(FaultKind.Stall)]
    public async Task A_server_that_says_nothing_is_left(FaultKind kind)
    {
        await using var rig = await DataverseRig.StartAsync(("RequestTimeout", "00:00:00.8"), ("IdleTimeout", "00:00:00.4"));
        await rig.PollAsync();
        rig.Server.Faults.Rule = (_, _) => new Fault(kind);
        var failure = await rig.FailingPollAsync();
        failure.Kind.ShouldBe(FailureKind.Transient);
        failure.Message.ShouldContain("does not answer in time");
    }

    [Fact]
    public async Task Parts_of_a_batch_that_failed_are_asked_for_again_alone()
    {
        await using var rig = await DataverseRig.StartAsync();
        var deal = rig.Seller.Deal(documents: 8);
        await rig.PollAsync();
        rig.Server.Journal.Clear();
        var failures = 0;
        rig.Server.Options.PartFault = path =>
        {
            if (!path.Contains("/emails?", StringComparison.Ordinal) || failures++ > 0) return null;
            var busy = DataverseSimulator.Http.Reply.Error(429, "0x80072322", "Number of requests exceeded the limit of 6000 over time window of 300 seconds.");
            busy.Headers["Retry-After"] = "12";
            return busy;
        };
        (await rig.CollectOneAsync(deal)).Deal!.Documents.Count.ShouldBe(8);
        rig.Requests.Select(r => r.Operations).Take(2).ShouldBe([15, 1]);
        (rig.Requests[1].At - rig.Requests[0].At).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(12));
    }

    [Fact]
    public async Task A_page_that_fails_in_the_middle_is_read_again_and_none_is_lost()
    {
        await using var rig = await DataverseRig.StartAsync();
        for (var i = 0; i < 12_000; i++) rig.Store.Put("opportunity", Guid.NewGuid(), ("name", "Bulk"), ("statecode", 0));
        var deal = rig.Seller.Deal();
        rig.Seller.Win(deal);
        rig.Server.Faults.Next(null, null, new Fault(FaultKind.ResetInBody), new Fault(FaultKind.Unavailable, "2"));
        await rig.PollAsync();
        rig.Change(deal).State.ShouldBe(CrmDealState.Won);
    }

    [Fact]
    public async Task A_refused_sign_in_gets_one_fresh_token_and_no_more()
    {
        await using var rig = await DataverseRig.StartAsync();
        await rig.PollAsync();
        rig.Server.Journal.Clear();
        rig.Server.Options.Tokens.Clear();
        rig.Server.Options.Tokens.Add("another");
        var failure = await rig.FailingPollAsync();
        failure.Kind.ShouldBe(FailureKind.Unauthorized);
        rig.Requests.Count.ShouldBe(2);
        rig.Requests.ShouldAllBe(r => r.Status == 401);
    }

    [Fact]
    public async Task Keeps_below_the_services_limits()
    {
        await using var rig = await DataverseRig.StartAsync(("MaxRequestsPerFiveMinutes", "100"), ("MaxConcurrentRequests", "4"), ("DealsPerBatch", "1"));
        rig.Server.Options.MostRequests = 120;
        var deals = Enumerable.Range(0, 120).Select(_ => rig.Seller.Deal()).ToArray();
        var keys = deals.Select(d => new CrmDealKey(rig.Store.OrganisationId.ToString("D"), d.ToString("D"))).ToList();
        (await rig.Clock.RunAsync(() => rig.Crm.CollectAsync(keys, CancellationToken.None), TimeSpan.FromSeconds(2))).Count.ShouldBe(120);
        rig.Requests.ShouldAllBe(r => r.Status == 200);
        rig.Server.MostAtOnce.ShouldBeLessThanOrEqualTo(4);
    }

    /// <summary>The acceptance matrix at reduced size: wins, faults, kills at random moments, lost and doubled hints.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Misses_and_doubles_nothing_under_faults_and_kills(int seed)
    {
        await using var rig = await DataverseRig.StartAsync();
        var chance = new Random(seed);
        await rig.PollAsync();
        rig.Server.Faults.Seed(seed);
        rig.Server.Faults.Mixture(0.05);
        var won = new Dictionary<Guid, Guid>();
        for (var round = 0; round < 12; round++)
        {
            for (var i = 0; i < 5; i++)
            {
                var deal = rig.Seller.Deal(documents: 1);
                won[deal] = rig.Seller.Win(deal);
            }

            var hints = won.Keys.SelectMany(d => Enumerable.Repeat(d.ToString("D"), chance.Next(0, 6))).OrderBy(_ => chance.Next()).Take(40).ToArray();
            if (chance.Next(2) == 0)
            {
                // Killed: what was read is lost, the cursor stays.
                using var kill = new CancellationTokenSource(TimeSpan.FromMilliseconds(chance.Next(1, 40)));
                await Should.NotThrowAsync(() => rig.Run<object?>(async () =>
                {
                    try { await rig.Crm.PollAsync(rig.Cursor, hints, kill.Token); }
                    catch (OperationCanceledException) { }
                    catch (ConnectorException) { }
                    return null;
                }));
                rig.Restart();
            }

            try { await rig.PollAsync(hints); }
            catch (ConnectorException) { /* the next poll finds the same */ }
            rig.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        rig.Server.Faults.Rate = 0;
        await rig.PollAsync();
        rig.Wins.ShouldBe(won.Select(w => (w.Key.ToString("D"), w.Value.ToString("D"))), ignoreOrder: true);
    }
}
