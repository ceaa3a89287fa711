using DataverseSimulator.Faults;
using HandoffBridge.Connectors;
using HandoffBridge.Connectors.Crm;

namespace HandoffBridge.Tests.Connectors.Crm.Dataverse;

public sealed class WatchTests : IAsyncLifetime
{
    private DataverseRig _rig = null!;

    public async Task InitializeAsync() => _rig = await DataverseRig.StartAsync();

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    [Fact]
    public async Task Finds_a_deal_that_is_won()
    {
        var deal = _rig.Seller.Deal(documents: 2);
        await _rig.PollAsync();
        _rig.Known.ShouldBeEmpty();

        var close = _rig.Seller.Win(deal);
        await _rig.PollAsync();

        var change = _rig.Change(deal);
        change.State.ShouldBe(CrmDealState.Won);
        change.WinId.ShouldBe(close.ToString("D"));
        change.WonAt.ShouldBe(_rig.Store.Find("opportunityclose", close)!["createdon"]);
        change.Key.Organisation.ShouldBe(_rig.Store.OrganisationId.ToString("D"));
        change.Name.ShouldBe("Acme – Control Tower");
    }

    [Fact]
    public async Task Starts_nothing_for_deals_won_before_since()
    {
        for (var i = 0; i < 30; i++) _rig.Seller.Win(_rig.Seller.Deal());
        foreach (var close in _rig.Store.Rows("opportunityclose").ToList()) _rig.Store.Put("opportunityclose", close.Id, ("createdon", new DateTimeOffset(2025, 6, 1, 0, 0, 0, TimeSpan.Zero)));
        var late = _rig.Seller.Deal();
        _rig.Seller.Win(late, closed: new DateOnly(2025, 12, 31)); // back-dated: entered after since

        var first = await _rig.PollAsync();

        first.Older.ShouldNotContain(c => c.Key.DealId == late.ToString("D"));
        first.Older.Count.ShouldBe(30);
        _rig.Known.Keys.ShouldBe([late.ToString("D")]);
        _rig.Change(late).WonAt.ShouldBe(new DateTimeOffset(2025, 12, 31, 12, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Reads_nothing_but_two_requests_while_idle()
    {
        var deal = _rig.Seller.Deal(documents: 8);
        _rig.Seller.Win(deal);
        await _rig.PollAsync();
        _rig.Seller.Note(deal, "A late note");
        await _rig.PollAsync();
        for (var i = 0; i < 3; i++)
        {
            _rig.Server.Journal.Clear();
            (await _rig.PollAsync()).Changes.ShouldBeEmpty();
            _rig.Requests.Count.ShouldBe(2);
            _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task A_deal_opened_again_and_won_again_is_another_win_of_the_same_deal()
    {
        var deal = _rig.Seller.Deal();
        _rig.Seller.Win(deal);
        await _rig.PollAsync();
        var first = _rig.Change(deal).WinId;
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        _rig.Seller.Reopen(deal);
        await _rig.PollAsync();
        _rig.Change(deal).State.ShouldBe(CrmDealState.Open);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        var second = _rig.Seller.Win(deal);
        await _rig.PollAsync();
        _rig.Change(deal).WinId.ShouldBe(second.ToString("D"));
        first.ShouldNotBe(second.ToString("D"));
    }

    [Fact]
    public async Task Lost_and_deleted_deals_are_told()
    {
        var (lost, gone) = (_rig.Seller.Deal(), _rig.Seller.Deal());
        _rig.Seller.Win(lost);
        _rig.Seller.Win(gone);
        await _rig.PollAsync();
        _rig.Seller.Lose(lost);
        _rig.Store.Delete("opportunity", gone);
        await _rig.PollAsync();
        _rig.Change(lost).State.ShouldBe(CrmDealState.Lost);
        _rig.Change(gone).State.ShouldBe(CrmDealState.Deleted);
    }

    [Fact]
    public async Task New_notes_mails_owner_amount_and_merged_accounts_change_the_version()
    {
        var deal = _rig.Seller.Deal(documents: 3);
        _rig.Seller.Win(deal);
        await _rig.PollAsync();
        var versions = new List<string> { _rig.Change(deal).Version };
        async Task Expect(Action change)
        {
            _rig.Clock.Advance(TimeSpan.FromMinutes(3));
            change();
            await _rig.PollAsync();
            versions.ShouldNotContain(_rig.Change(deal).Version);
            versions.Add(_rig.Change(deal).Version);
        }

        await Expect(() => _rig.Seller.Note(deal, "After the win"));
        await Expect(() => _rig.Seller.Mail(deal, "Re: go-live", "Hello"));
        await Expect(() => _rig.Seller.Edit(deal, ("actualvalue", 190000m)));
        await Expect(() => _rig.Seller.Edit(deal, ("ownerid", new DataverseSimulator.Store.Ref("systemuser", DataverseSimulator.Store.Seller.Sam))));
        var account = _rig.Store.Find("opportunity", deal)!.Lookup("_customerid_value")!.Value;
        var winner = _rig.Store.Put("account", Guid.NewGuid(), ("name", "Acme Group")).Id;
        await Expect(() => _rig.Seller.MergeAccounts(account, winner));
        (await _rig.CollectOneAsync(deal)).Version.ShouldBe(versions[^1]);
    }

    [Theory]
    [InlineData(0.04)]
    [InlineData(8)]
    [InlineData(90)]
    public async Task Misses_no_win_while_the_service_is_down(double days)
    {
        var (before, reopened, gone) = (_rig.Seller.Deal(), _rig.Seller.Deal(), _rig.Seller.Deal());
        foreach (var d in (Guid[])[before, reopened, gone]) _rig.Seller.Win(d);
        await _rig.PollAsync();

        var won = new List<Guid>();
        for (var i = 0; i < 12; i++)
        {
            _rig.Clock.Advance(TimeSpan.FromDays(days / 12));
            var deal = _rig.Seller.Deal();
            _rig.Seller.Win(deal);
            won.Add(deal);
        }

        _rig.Seller.Reopen(reopened);
        _rig.Seller.Note(before, "While you were out");
        _rig.Store.Delete("opportunity", gone);
        var version = _rig.Change(before).Version;
        _rig.Restart();
        var changes = await _rig.PollAsync();
        if (changes.Recheck) await _rig.PollAsync([.. _rig.Known.Keys]);

        won.ShouldAllBe(d => _rig.Known[d.ToString("D")].State == CrmDealState.Won);
        _rig.Wins.Count.ShouldBe(won.Count + 3);
        _rig.Change(reopened).State.ShouldBe(CrmDealState.Open);
        _rig.Change(gone).State.ShouldBe(CrmDealState.Deleted);
        _rig.Change(before).Version.ShouldNotBe(version);
        changes.Recheck.ShouldBe(days > 7);
    }

    [Fact]
    public async Task A_win_between_baseline_and_rescan_is_not_lost()
    {
        await _rig.PollAsync();
        _rig.Clock.Advance(TimeSpan.FromDays(9));
        var deal = _rig.Seller.Deal();
        var sneaked = false;
        _rig.Server.Faults.Rule = (_, path) =>
        {
            if (path.Contains("$filter=statecode", StringComparison.Ordinal) && !sneaked)
            {
                sneaked = true;
                Task.Run(() => _rig.Seller.Win(deal)).Wait(1000);
            }

            return null;
        };
        await _rig.PollAsync();
        await _rig.PollAsync();
        sneaked.ShouldBeTrue();
        _rig.Change(deal).State.ShouldBe(CrmDealState.Won);
    }

    [Fact]
    public async Task Hints_are_read_by_id_and_unknown_ones_are_harmless()
    {
        await _rig.PollAsync();
        var deal = _rig.Seller.Deal();
        _rig.Seller.Win(deal);
        var stranger = Guid.NewGuid().ToString("D");
        await _rig.PollAsync(deal.ToString("D"), deal.ToString("D"), stranger, "opportunityclose:" + Guid.NewGuid(), "nonsense");
        _rig.Change(deal).State.ShouldBe(CrmDealState.Won);
        _rig.Known[stranger].State.ShouldBe(CrmDealState.Deleted);
        _rig.Known.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_copied_environment_is_refused()
    {
        await _rig.PollAsync();
        _rig.Store.OrganisationId = Guid.NewGuid();
        var refused = await _rig.FailingPollAsync();
        refused.Kind.ShouldBe(FailureKind.Unauthorized);
        refused.Message.ShouldContain("another organisation");
    }

    [Theory]
    [InlineData("prvReadNote")]
    [InlineData("prvReadOpportunity")]
    [InlineData("prvReadActivity")]
    public async Task A_missing_privilege_is_named_and_never_no_changes(string privilege)
    {
        await _rig.PollAsync();
        _rig.Server.Options.Lacking.Add(privilege);
        var refused = await _rig.FailingPollAsync();
        refused.Kind.ShouldBe(FailureKind.Unauthorized);
        refused.Message.ShouldContain(privilege);
    }

    [Fact]
    public async Task Reading_less_than_the_whole_organisation_is_told()
    {
        _rig.Server.Options.GlobalRead = false;
        var refused = await _rig.FailingPollAsync();
        refused.Kind.ShouldBe(FailureKind.Unauthorized);
        refused.Message.ShouldContain("prvReadOpportunity for the whole organisation");
    }

    [Fact]
    public async Task Reads_more_deals_than_a_page_holds()
    {
        await _rig.PollAsync();
        for (var i = 0; i < 5001; i++) _rig.Store.Put("opportunity", Guid.NewGuid(), ("name", "Bulk"), ("statecode", 0));
        var deal = _rig.Seller.Deal();
        _rig.Seller.Win(deal);
        var changes = await _rig.PollAsync();
        changes.Changes.Count.ShouldBe(5002);
        _rig.Change(deal).State.ShouldBe(CrmDealState.Won);
        _rig.Cursor = null;
        await _rig.PollAsync();
        _rig.Wins.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Finds_notes_where_the_service_does_not_filter_by_parents()
    {
        _rig.Server.Options.FiltersByParent = false;
        var (won, open) = (_rig.Seller.Deal(), _rig.Seller.Deal());
        _rig.Seller.Win(won);
        await _rig.PollAsync();
        var version = _rig.Change(won).Version;
        _rig.Seller.Note(won, "Late");
        _rig.Seller.Note(open, "Early");
        await _rig.PollAsync();
        _rig.Change(won).Version.ShouldNotBe(version);
    }

    [Fact]
    public async Task An_idle_poll_gives_the_same_cursor_for_a_while()
    {
        await _rig.PollAsync();
        var cursor = _rig.Cursor;
        _rig.Clock.Advance(TimeSpan.FromMinutes(2));
        await _rig.PollAsync();
        _rig.Cursor.ShouldBe(cursor);
        _rig.Clock.Advance(TimeSpan.FromMinutes(4));
        await _rig.PollAsync();
        _rig.Cursor.ShouldNotBe(cursor);
    }

    [Fact]
    public async Task Does_without_the_state_column_of_closes_where_the_environment_lacks_it()
    {
        _rig.Server.Options.MissingColumns.Add("opportunityclose.opportunitystatecode");
        var deal = _rig.Seller.Deal();
        _rig.Seller.Win(deal);
        await _rig.PollAsync();
        _rig.Change(deal).State.ShouldBe(CrmDealState.Won);
    }
}
