using System.Text.Json.Nodes;
using HandoffBridge.Tests.Support;

namespace HandoffBridge.Tests.Commands;

/// <summary>The verbs, as scripts use them.</summary>
public sealed class VerbTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("handoffbridge-verbs-").FullName;

    [Theory]
    [InlineData("fly")]
    [InlineData("extract")]
    [InlineData("extract", "nowhere.json")]
    [InlineData("brief", "nowhere.json")]
    [InlineData("backfill")]
    [InlineData("extract", "x.json", "--provider", "oracle")]
    public async Task Wrong_usage_is_2_and_one_sentence(params string[] args)
    {
        var (code, _, error) = await Run.VerbAsync(args);
        code.ShouldBe(2);
        error.Trim().Split('\n').Length.ShouldBe(1);
    }

    [Fact]
    public async Task Extract_writes_one_signal_a_line_the_same_bytes_each_time()
    {
        var file = Drop();
        var (first, second) = (Path.Combine(_folder, "1.jsonl"), Path.Combine(_folder, "2.jsonl"));
        (await Run.VerbAsync("extract", file, "--output", first)).Code.ShouldBe(0);
        (await Run.VerbAsync("extract", _folder, "--output", second)).Code.ShouldBe(0);
        File.ReadAllBytes(first).ShouldBe(File.ReadAllBytes(second));
        var lines = File.ReadAllLines(first);
        lines.ShouldNotBeEmpty();
        foreach (var line in lines)
        {
            var signal = JsonNode.Parse(line)!.AsObject();
            signal["dealId"]!.GetValue<string>().ShouldBe("D-1");
            signal["end"]!.GetValue<int>().ShouldBeGreaterThan(signal["start"]!.GetValue<int>());
        }
    }

    [Fact]
    public async Task A_broken_deal_file_is_1_and_names_the_field()
    {
        var file = Path.Combine(_folder, "bad.json");
        await File.WriteAllTextAsync(file, DealBuilder.Deal().With(f => f["account"]!.AsObject().Remove("name")).Json());
        var (code, _, error) = await Run.VerbAsync("extract", file, "--output", Path.Combine(_folder, "o.jsonl"));
        code.ShouldBe(1);
        error.ShouldContain("account.name: is missing; add it.");
    }

    [Fact]
    public async Task Migrate_then_explain_of_an_unknown_handoff_is_2()
    {
        var storage = $"--Storage:Directory={_folder}/data";
        (await Run.VerbAsync("migrate", storage)).Code.ShouldBe(0);
        (await Run.VerbAsync("migrate", storage)).Output.ShouldContain("The schema is up to date.");
        var (code, _, error) = await Run.VerbAsync("explain", "nobody", storage);
        code.ShouldBe(2);
        error.Trim().ShouldBe("There is no handoff nobody; /handoffs lists all of them.");
    }

    [Fact]
    public async Task Check_has_a_line_for_each_thing_and_touches_nothing()
    {
        var (code, output, _) = await Run.VerbAsync("check", $"--Storage:Directory={_folder}/untouched", $"--Onboarding:Folder:Path={_folder}/out");
        code.ShouldBe(0, output);
        output.ShouldContain("Database Sqlite");
        output.ShouldContain("CRM folder");
        output.ShouldContain("Onboarding folder");
    }

    [Fact]
    public async Task A_backfill_starts_quiet_handoffs_once()
    {
        Drop();
        string[] settings = [$"--Storage:Directory={_folder}/data", $"--Crm:Folder:Path={_folder}"];
        (await Run.VerbAsync(["backfill", "--since", "2026-10-01", "--dry-run", .. settings])).Output.ShouldContain("would start");
        (await Run.VerbAsync(["backfill", "--since", "2026-10-01", .. settings])).Output.ShouldContain("1 handoffs started");
        (await Run.VerbAsync(["backfill", "--since", "2026-10-01", .. settings])).Output.ShouldContain("0 handoffs started, 1 were there already");
    }

    private string Drop()
    {
        var file = Path.Combine(_folder, "deal.json");
        File.WriteAllText(file, DealBuilder.Deal().Json());
        return file;
    }
}
