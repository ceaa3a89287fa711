using System.Net;
using HandoffBridge.Stages.Accounts;
using HandoffBridge.Stages.Briefs;
using HandoffBridge.Stages.Reviews;
using HandoffBridge.Tests.Support;
using HandoffBridge.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace HandoffBridge.Tests.Stages.Accounts;

/// <summary>The four questions of an account: quotes where the trail answers, gaps where nobody asked, nothing restricted.</summary>
public sealed class FourQuestionsTests
{
    [Theory]
    [MemberData(nameof(SampleDeals.Names), MemberType = typeof(SampleDeals))]
    public void Answers_quote_the_trail_and_hold_nothing_restricted(string deal)
    {
        var brief = SampleDeals.Brief(deal);
        var answers = AnswerFour.Of([(brief, null, new BriefCardRow { HandoffId = brief.HandoffId })]);
        var restricted = brief.Items.Where(i => i.Restricted).SelectMany(i => i.Proofs.Select(p => p.Quote).Append(i.Text)).ToHashSet(StringComparer.Ordinal);
        var quotes = brief.Items.SelectMany(i => i.Proofs).Select(p => p.Quote).ToHashSet(StringComparer.Ordinal);
        foreach (var s in answers.Struggles.Concat(answers.Changes))
        {
            restricted.ShouldNotContain(s.Quote ?? s.Text);
            quotes.ShouldContain(s.Quote!);
            s.At.ShouldNotBeNull();
        }

        answers.Accountable.ShouldAllBe(a => !restricted.Contains(a.What));
        answers.Gaps[4].ShouldNotBeEmpty("nobody is assigned to deliver it yet");
    }

    [Fact]
    public void The_motion_has_every_phase_and_says_which_is_empty()
    {
        var first = SampleDeals.Brief("kestrel-ferries");
        var renewal = first with { HandoffId = "H-2", Deal = first.Deal with { Kind = "renewal", WonAt = first.Deal.WonAt.AddYears(1), Name = "Renewal" } };
        var answers = AnswerFour.Of([
            (renewal, null, new BriefCardRow { HandoffId = "H-2", CsmEmail = "c@seller.example" }),
            (first with { Deal = first.Deal with { Kind = "new" } }, new FactRow { HandoffId = first.HandoffId, Accepted = true, Kept = 2 }, new BriefCardRow { HandoffId = first.HandoffId })]);
        answers.Motion.Select(p => (p.Name, p.Steps.Count)).ShouldBe([("acquire", 1), ("adopt", 1), ("grow", 1), ("expand", 0)]);
        answers.Gaps[3].Select(g => g.Key).ShouldBe(["account.gap-expand"]);
        answers.Motion[1].Steps[0].Kept.ShouldBe(2);
        answers.Accountable.Single(a => a.What == "account.delivers").Who.ShouldBe("c@seller.example");
    }

    [Fact]
    public void A_retracted_deal_answers_nothing()
    {
        var brief = SampleDeals.Brief("kestrel-ferries") with { Status = "retracted" };
        var answers = AnswerFour.Of([(brief, null, new BriefCardRow { HandoffId = brief.HandoffId })]);
        answers.Struggles.ShouldBeEmpty();
        answers.Gaps[1].Select(g => g.Key).ShouldBe(["account.gap-people", "account.gap-struggles"]);
    }

    [Theory, ClassData(typeof(Engines))]
    public async Task The_page_is_for_those_who_may_read_a_handoff_of_the_account(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        app.Drop("a.json", DealBuilder.Deal().Json());
        await app.SettleAsync();
        await using var db = app.Db();
        var account = (await db.Set<BriefCardRow>().SingleAsync()).AccountId;
        var page = await app.Client(new("dana.ruiz@seller.example", "Dana", new HashSet<Role> { Role.Ae })).GetStringAsync("/accounts/" + account);
        page.ShouldContain("Northwind Cold Chain");
        page.ShouldContain("No renewal yet.");
        (await app.Client(new("other@seller.example", "O", new HashSet<Role> { Role.Ae })).GetAsync("/accounts/" + account)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.Client(new("ops@seller.example", "O", new HashSet<Role> { Role.RevOps })).GetAsync("/accounts/" + account)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
