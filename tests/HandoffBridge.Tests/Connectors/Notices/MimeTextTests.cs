using System.Text;
using HandoffBridge.Connectors.Notices;

namespace HandoffBridge.Tests.Connectors.Notices;

/// <summary>No name of a customer can add a header, a recipient or an end to a mail.</summary>
public sealed class MimeTextTests
{
    private static string Mail(string subject, string text = "Hello") => MimeText.Write(new("ada@seller.example", subject, text, "<p>Hello</p>", "abc@handoffbridge"), "us@seller.example", DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData("Acme\r\nBcc: evil@example.com")]
    [InlineData("Acme\nBcc: evil@example.com\n\nBody")]
    [InlineData("Acme\u2028Bcc: evil@example.com")]
    [InlineData("Acme\0\u0085\u000bBcc: evil@example.com")]
    [InlineData("=?utf-8?Q?=0D=0ABcc:_evil@example.com?=")]
    public void A_subject_stays_one_header(string subject)
    {
        var headers = Mail(subject).Split("\r\n\r\n")[0].Split("\r\n");
        headers.ShouldNotContain(h => h.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        headers.Count(h => h.StartsWith("Subject: ", StringComparison.Ordinal)).ShouldBe(1);
        headers.ShouldAllBe(h => !h.Contains('\n') && !h.Contains('\0') && h.All(c => c < 128));
        headers.Where(h => !h.StartsWith(' ')).Select(h => h.Split(':')[0]).ShouldBe(["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"]);
    }

    [Fact]
    public void Long_names_of_any_script_are_encoded_in_short_lines_and_come_back_whole()
    {
        var subject = "Übergabe für 株式会社テスト и ООО «Ромашка» 🚚 " + new string('ß', 60);
        var header = Mail(subject).Split("\r\n\r\n")[0].Split("\r\n").SkipWhile(h => !h.StartsWith("Subject: ", StringComparison.Ordinal)).TakeWhile((h, i) => i == 0 || h.StartsWith(' ')).ToList();
        header.ShouldAllBe(h => h.Length <= 76);
        var words = string.Join("", header).Replace("Subject: ", "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string.Concat(words.Select(w => Encoding.UTF8.GetString(Convert.FromBase64String(w["=?utf-8?B?".Length..^2])))).ShouldBe(subject);
    }

    [Theory]
    [InlineData("ada@seller.example", true)]
    [InlineData("ada+deals@seller.example", true)]
    [InlineData("ada@seller.example\r\nRCPT TO:<evil@example.com>", false)]
    [InlineData("ada@seller.example,evil@example.com", false)]
    [InlineData("<ada@seller.example>", false)]
    [InlineData("ada @seller.example", false)]
    [InlineData("ada", false)]
    [InlineData("a@b@c", false)]
    [InlineData("@seller.example", false)]
    [InlineData("ädä@seller.example", false)]
    public void An_address_is_one_address(string address, bool good) => MimeText.IsAddress(address).ShouldBe(good);

    [Fact]
    public void A_name_of_201_letters_in_an_address_is_refused() => MimeText.IsAddress(new string('a', 201) + "@seller.example").ShouldBeFalse();
}
