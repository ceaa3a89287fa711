using HandoffBridge.Extraction.Texts;

namespace HandoffBridge.Extraction.Tests.Texts;

public sealed class ZonesTests
{
    private const string Body = "Priya opens the ports by Friday.";

    private static Zone ZoneOf(string text, string words, string? subject = null, string type = "email", string format = "text", string name = "Dana Ruiz")
    {
        var structure = TextsTestData.Structure(text, type, format, subject: subject, name: name);
        return structure.Units.First(u => structure.Text(u).Contains(words, StringComparison.Ordinal)).Zone;
    }

    [Theory]
    [InlineData("> We will pay for it.")]
    [InlineData(">> We will pay for it.")]
    [InlineData("On 1 Jul 2025, at 16:20, Priti Solanki wrote:\n> We will pay for it.")]
    [InlineData("On Mon, Nov 10, 2025 at 4:41 PM Gordon Fisk\n<gordon@acme.example> wrote:\n\nWe will pay for it.")]
    [InlineData("Am 18.08.2025 schrieb Lieselot Goossens:\n> We will pay for it.")]
    [InlineData("Le 3 mars 2026, Luc Roy a écrit :\n> We will pay for it.")]
    [InlineData("Den 5. juni 2025 kl. 15.55 skrev Mette:\nWe will pay for it.")]
    [InlineData("El jue, 3 sept 2026, Ana escribió:\n> We will pay for it.")]
    [InlineData("Il giorno 17 ott 2025, Quim ha scritto:\n> We will pay for it.")]
    [InlineData("Op 3 mei 2026 schreef Joost:\n> We will pay for it.")]
    [InlineData("-----Original Message-----\nFrom: Ana\nWe will pay for it.")]
    [InlineData("Von: Ana Roth\nGesendet: Montag, 3. November 2025\nBetreff: Angebot\n\nWe will pay for it.")]
    [InlineData("De : Ana Roth\nEnvoyé : lundi\n\nWe will pay for it.")]
    [InlineData("Van: Ana\nVerzonden: maandag\n\nWe will pay for it.")]
    [InlineData("Da: Ana\nInviato: lunedì\n\nWe will pay for it.")]
    [InlineData("________________________________\nFrom: Ana Roth\nSent: Monday\n\nWe will pay for it.")]
    public void Earlier_messages_are_quoted(string history)
    {
        var text = $"Hi Dana,\n\n{Body}\n\n{history}";
        ZoneOf(text, "We will pay for it").ShouldBe(Zone.Quoted);
        ZoneOf(text, Body).ShouldBe(Zone.Body);
    }

    [Fact]
    public void Answers_between_quoted_lines_are_body() =>
        ZoneOf($"On 1 Jul 2025 Ana wrote:\n> When?\n{Body}\n> Who?\nThe PM.", Body).ShouldBe(Zone.Body);

    [Theory]
    [InlineData("---------- Forwarded message ----------\nFrom: Ana\nWe will pay for it.", null)]
    [InlineData("Begin forwarded message:\n\nFrom: Ana\nWe will pay for it.", null)]
    [InlineData("From: Ana\nSent: Monday\n\nWe will pay for it.", "FW: budget")]
    [InlineData("Von: Ana\nGesendet: Montag\n\nWe will pay for it.", "WG: Budget")]
    public void Forwarded_messages_are_told_apart_from_history(string part, string? subject) =>
        ZoneOf($"FYI\n\n{part}", "We will pay for it", subject).ShouldBe(Zone.Forwarded);

    [Fact]
    public void A_message_pasted_into_a_note_counts_as_forwarded() =>
        ZoneOf("Pasting her mail:\n\nFrom: Ana\nSent: Monday\n\nWe will pay for it.", "We will pay for it", type: "note").ShouldBe(Zone.Forwarded);

    [Theory]
    [InlineData("Best regards,\nDana Ruiz\nAccount Executive | +1 555 0100", "Account Executive")]
    [InlineData("Mit freundlichen Grüßen\nDana Ruiz", "Dana Ruiz")]
    [InlineData("Cordialement,\nDana", "Dana")]
    [InlineData("-- \nDana Ruiz\nSeller Inc.", "Seller Inc")]
    [InlineData("thx\nDana", "Dana")]
    [InlineData("Dana", "Dana")]
    [InlineData("D.", "D.")]
    [InlineData("Sent from my iPhone", "Sent from my iPhone")]
    public void The_end_of_a_letter_is_signature(string end, string words)
    {
        var text = $"Hi Priya,\n\n{Body}\n\n{end}";
        ZoneOf(text, words).ShouldBe(Zone.Signature);
        ZoneOf(text, Body).ShouldBe(Zone.Body);
    }

    [Fact]
    public void A_postscript_is_body_again() =>
        ZoneOf($"Hi,\n\nAll fine.\n\nBest,\nDana\n\nPS: {Body}", Body).ShouldBe(Zone.Body);

    [Theory]
    [InlineData("This e-mail is confidential and intended solely for the addressee.")]
    [InlineData("Diese Nachricht ist vertraulich.")]
    [InlineData("Il presente messaggio è riservato.")]
    public void Legal_notices_are_disclaimers(string notice) =>
        ZoneOf($"Hi,\n\n{Body}\n\nRegards\nDana\n\n{notice}", notice).ShouldBe(Zone.Disclaimer);

    [Theory]
    [InlineData("Dear Ms Suzuki, dear Margarethe,", "Dear Ms Suzuki")]
    [InlineData("Hola Analía,", "Hola")]
    [InlineData("Trent –", "Trent")]
    [InlineData("Hi Devin, thanks for coming.", "Hi Devin")]
    public void Addresses_are_greetings(string greeting, string words)
    {
        ZoneOf($"{greeting}\n\n{Body}", words).ShouldBe(Zone.Greeting);
        ZoneOf($"{greeting}\n\n{Body}", Body).ShouldBe(Zone.Body);
    }

    [Fact]
    public void Mail_programs_mark_history_and_signature_in_html()
    {
        var html = $"<div>{Body}</div><div class=\"gmail_signature\">Dana, Seller</div><div class=\"gmail_quote\"><div>On Monday Ana wrote:</div><blockquote>We will pay for it.</blockquote></div>";
        ZoneOf(html, "We will pay for it", format: "html").ShouldBe(Zone.Quoted);
        ZoneOf(html, "Seller", format: "html").ShouldBe(Zone.Signature);
        ZoneOf(html, Body, format: "html").ShouldBe(Zone.Body);
    }

    [Fact]
    public void Arrows_in_notes_are_list_marks() => ZoneOf("> We will pay for it.", "We will pay", type: "note").ShouldBe(Zone.Body);
}
