using HandoffBridge.Commands;
using HandoffBridge.Settings;
using HandoffBridge.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace HandoffBridge.Tests.Settings;

/// <summary>Every fault of a setting is one sentence that names it and the remedy.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void The_example_file_is_complete() =>
        File.ReadAllText(Path.Combine(Repository.Root, "appsettings.example.json")).ReplaceLineEndings("\n").ShouldBe(SettingsExample.Text());

    [Fact]
    public void Every_setting_has_its_line_of_meaning() => SettingsCatalogue.All().Where(s => s.Meaning.Length < 10).Select(s => s.Key).ShouldBeEmpty();

    [Theory]
    [InlineData("--Storage:Provider=Oracle", "Storage:Provider is \"Oracle\"; write one of Sqlite, Postgres.")]
    [InlineData("--Storage:Provider=Postgres", "Storage:ConnectionString is missing; with Storage:Provider=Postgres write Host=…;Database=…;Username=…;Password=….")]
    [InlineData("--Handoff:FormDue=soon", "Handoff:FormDue is \"soon\", which is not a span of time; write d.hh:mm:ss, such as 00:01:00 for a minute.")]
    [InlineData("--Jobs:Workers=0", "Jobs:Workers must be between 1 and 64.")]
    [InlineData("--Jobs:Worker=3", "Jobs:Worker is not a setting; did you mean Jobs:Workers? appsettings.example.json lists all of them.")]
    [InlineData("--Onboarding:Target=Jura", "Onboarding:Target has \"Jura\"; write one of Folder, Redmine, Webhook.")]
    [InlineData("--Onboarding:Target=Redmine", "Onboarding:Redmine:Url is missing; with Onboarding:Target=Redmine write the address of Redmine.")]
    [InlineData("--Handoff:PublishDrafts=perhaps", "Handoff:PublishDrafts is \"perhaps\", which is not true or false.")]
    [InlineData("--Extraction:Provider=OpenAI", "Extraction:Endpoint is \"\", which is not an address; with Extraction:Provider=OpenAI write the endpoint with https://.")]
    public async Task A_bad_setting_ends_the_start_with_2_and_one_sentence(string setting, string sentence)
    {
        var (code, _, error) = await Run.VerbAsync("migrate", setting, $"--Storage:Directory={Directory.CreateTempSubdirectory("handoffbridge-settings-").FullName}");
        code.ShouldBe(2);
        error.Trim().ShouldBe(sentence);
    }

    [Fact]
    public void A_secret_may_come_from_a_file()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "whsec_from_file\n");
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Extraction:ApiKeyFile", file)]).Build();
        SettingsCatalogue.Read<HandoffBridge.Stages.Signals.ExtractionOptions>(configuration).ApiKey.ShouldBe("whsec_from_file");
    }
}
