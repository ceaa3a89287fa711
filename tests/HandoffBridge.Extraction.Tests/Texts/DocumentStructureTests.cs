using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Extraction.Tests.Texts;

public sealed class DocumentStructureTests
{
    [Theory]
    [InlineData("- one fact")]
    [InlineData("* one fact")]
    [InlineData("• one fact")]
    [InlineData("–one fact")]
    [InlineData("1. one fact")]
    [InlineData("2) one fact")]
    [InlineData("3/ one fact")]
    [InlineData("(a) one fact")]
    [InlineData("b) one fact")]
    [InlineData("[ ] one fact")]
    [InlineData("☐ one fact")]
    [InlineData("-> one fact")]
    [InlineData("→ one fact")]
    [InlineData("⚠ one fact")]
    [InlineData("👎 one fact")]
    [InlineData("> one fact")]
    [InlineData("  - [x] one fact")]
    [InlineData("5 - one fact")]
    public void Takes_list_marks_off(string line)
    {
        var structure = TextsTestData.Structure(line);
        structure.Texts().ShouldBe(["one fact"]);
        structure.Units[0].Kind.ShouldBe(UnitKind.Bullet);
        structure.Units[0].Level.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("12/15 inspection")]
    [InlineData("2026 is the year")]
    [InlineData("-2 degrees")]
    [InlineData("24/7 support")]
    public void Leaves_numbers_that_are_no_marks(string line) => TextsTestData.Structure(line).Texts().ShouldBe([line]);

    [Theory]
    [InlineData("Next steps:\n- send it", "Next steps")]
    [InlineData("## Next steps\nsend it", "Next steps")]
    [InlineData("NEXT STEPS\nsend it", "NEXT STEPS")]
    [InlineData("**Next steps**\nsend it", "Next steps")]
    [InlineData("Next steps\n----------\nsend it", "Next steps")]
    [InlineData("Next steps: send it", "Next steps")]
    [InlineData("Next steps | send it over by Friday please", "Next steps")]
    public void Knows_the_heading_of_a_fact(string text, string heading)
    {
        var structure = TextsTestData.Structure(text);
        var fact = structure.Units[^1];
        structure.Text(fact).ShouldStartWith("send it");
        structure.Text(structure.Units[fact.Heading.ShouldNotBeNull()]).ShouldBe(heading);
        structure.Units[fact.Heading.Value].Kind.ShouldBe(UnitKind.Heading);
    }

    [Theory]
    [InlineData("<h3>Risks</h3><p>send it</p>")]
    [InlineData("<p><b>Risks</b></p><ul><li>send it</li></ul>")]
    public void Knows_the_headings_of_html(string html)
    {
        var structure = TextsTestData.Structure(html, format: "html");
        structure.Text(structure.Units[structure.Units[^1].Heading.ShouldNotBeNull()]).ShouldBe("Risks");
    }

    [Fact]
    public void A_colon_heading_ends_with_its_list()
    {
        var structure = TextsTestData.Structure("Some points:\n- one\n- two\n\nLunch was fine.");
        structure.Units[^1].Heading.ShouldBeNull();
        structure.Units[1].Heading.ShouldBe(0);
    }

    [Theory]
    [InlineData("[8:51] Priya R: we open the ports", "Priya R", Side.Customer)]
    [InlineData("Priya: we open the ports", "Priya", Side.Customer)]
    [InlineData("PR: we open the ports", "PR", Side.Customer)]
    [InlineData("Dr. Lindner: we open the ports", "Dr. Lindner", Side.Customer)]
    [InlineData("REP: we open the ports", "REP", Side.Seller)]
    [InlineData("> me: we open the ports", "me", Side.Seller)]
    [InlineData("dana 12:55: we open the ports", "dana", Side.Seller)]
    [InlineData("Janelle 4:41pm we open the ports", "Janelle", Side.Unknown)]
    [InlineData("pri 5:50p  we open the ports", "pri", Side.Customer)]
    [InlineData("hauke.l: we open the ports", "hauke.l", Side.Customer)]
    [InlineData("13:04:10 Dana Ruiz (AE): we open the ports", "Dana Ruiz", Side.Seller)]
    public void Knows_who_speaks(string line, string speaker, Side side)
    {
        var structure = TextsTestData.Structure(line, "call");
        var unit = structure.Units.ShouldHaveSingleItem();
        structure.Text(unit).ShouldBe("we open the ports");
        (unit.Kind, unit.Speaker, unit.SpeakerSide).ShouldBe((UnitKind.Turn, speaker, side));
    }

    [Fact]
    public void A_speaker_goes_on_until_the_next_one()
    {
        var structure = TextsTestData.Structure("Priya 11:22\nwe open the ports\nin may\nDana 11:23\nfine", "chat");
        structure.Units.Select(u => (structure.Text(u), u.SpeakerSide)).ShouldBe(
            [("we open the ports", Side.Customer), ("in may", Side.Customer), ("fine", Side.Seller)]);
    }

    [Theory]
    [InlineData("13:04 Johan: fine\n13:05 Dana: no", "chat", Side.Seller)]
    [InlineData("13:04 Johan: fine\n13:05 Dana: no\n13:06 Priya: hm", "chat", Side.Unknown)]
    [InlineData("Johan: fine\nDana: no", "call", Side.Unknown)]
    public void Strangers_are_colleagues_only_in_our_own_chats(string text, string type, Side side) =>
        TextsTestData.Structure(text, type).Units[0].SpeakerSide.ShouldBe(side);

    [Fact]
    public void A_note_is_its_authors_report()
    {
        var unit = TextsTestData.Structure("They need SSO.").Units.ShouldHaveSingleItem();
        (unit.Speaker, unit.SpeakerSide, unit.Zone).ShouldBe(("Dana Ruiz", Side.Seller, Zone.Body));
    }

    [Fact]
    public void Joins_hard_wrapped_lines_and_no_others()
    {
        const string wrapped = "We spoke about the rollout and Priya told us that the depots will not\nmove before the audit in April because the tax office wants to see the\nold ledgers first.\n";
        TextsTestData.Structure(wrapped, "email").Texts().ShouldHaveSingleItem().ShouldEndWith("old ledgers first.");
        TextsTestData.Structure("they have no budget\nthey leave in march\nsad", "note").Units.Count.ShouldBe(3);
    }

    [Fact]
    public void A_table_row_is_read_cell_by_cell()
    {
        var structure = TextsTestData.Structure("5 | Reefer | Temperature is not in the product at this time", "meeting");
        structure.Texts(u => u.Kind == UnitKind.TableRow).ShouldContain("Temperature is not in the product at this time");
        structure.Texts(u => u.Kind == UnitKind.Heading).ShouldBe(["Reefer"]);
    }

    [Fact]
    public void Numbers_lines_as_they_stand_in_the_text() =>
        TextsTestData.Structure("one\n\n\n\ntwo\r\nthree").Units.Select(u => u.Line).ShouldBe([0, 4, 5]);
}
