namespace HandoffBridge.Stages.Forms;

/// <summary>
/// The form as a page sends it: one tap ("confirm|item", "dismiss|item|wrong"), and with script off every field beside it.
/// What differs from what the page showed was typed and is saved with the tap: nobody loses words by tapping elsewhere.
/// </summary>
public sealed class FormFields(IFormCollection form)
{
    private readonly string[] _tap = form["Do"].ToString().Split('|');

    /// <summary>What was tapped.</summary>
    public string Action => _tap[0];

    /// <summary>On which item or question.</summary>
    public string ItemId => _tap.Length > 1 && _tap[1].Length > 0 ? _tap[1] : "form";

    /// <summary>Made once for each tap.</summary>
    public string RequestId => form["RequestId"].ToString();

    /// <summary>The last entry the page knew.</summary>
    public long Seen => long.TryParse(form["Seen"], System.Globalization.CultureInfo.InvariantCulture, out var seen) ? seen : 0;

    /// <summary>The last entry before this visit; the page carries it on until it is left.</summary>
    public long Since => long.TryParse(form["Since"], System.Globalization.CultureInfo.InvariantCulture, out var since) ? since : Seen;

    /// <summary>The version the page showed.</summary>
    public int Version => int.TryParse(form["Version"], System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>The tap as a save.</summary>
    public FormSave Tap() => new(ItemId, Action, RequestId)
    {
        Since = Since,
        Text = Action switch { "answer" => Field("answer", ItemId), "correct" => Field("text", ItemId), "add" => form["add-text"], _ => null },
        Reason = Action switch { "dismiss" => _tap.Length > 2 ? _tap[2] : null, "override" => form["override"], _ => null },
        Decision = Action == "dispose" ? Field("decision", ItemId) : null,
        Owner = Action switch { "dispose" => Field("owner", ItemId), "delegate" => form["delegate"], _ => null },
        Kind = Action switch { "add" => form["add-kind"], "confirm-all" => ItemId, _ => null },
    };

    /// <summary>What was typed beside the tap.</summary>
    /// <param name="shown">Gives what a field showed: "answer", "text", "decision" or "owner" of an item.</param>
    public IEnumerable<FormSave> Typed(Func<string, string, string?> shown)
    {
        ArgumentNullException.ThrowIfNull(shown);
        var number = 0;
        foreach (var key in form.Keys.Order(StringComparer.Ordinal))
        {
            var cut = key.IndexOf('[', StringComparison.Ordinal);
            if (cut < 0 || !key.EndsWith(']')) continue;
            var (field, id) = (key[..cut], key[(cut + 1)..^1]);
            var action = field switch { "answer" => "answer", "text" => "correct", "decision" => "dispose", _ => null };
            if (action is null || (action == Action && id == ItemId)) continue;
            var (typed, was) = (Plain(form[key]), Plain(shown(field, id)));
            var moved = field == "decision" && Plain(Field("owner", id)) != Plain(shown("owner", id));
            if (typed.Length == 0 || (typed == was && !moved)) continue;
            yield return new(id, action, $"{RequestId}.{number++}") { Text = field == "decision" ? null : typed, Decision = field == "decision" ? typed : null, Owner = field == "decision" ? Field("owner", id) : null };
        }

        if (Action != "add" && Plain(form["add-text"]).Length > 0) yield return new("form", "add", $"{RequestId}.a") { Text = form["add-text"], Kind = form["add-kind"] };
    }

    private string Field(string name, string id) => form[$"{name}[{id}]"].ToString();

    private static string Plain(string? text) => (text ?? "").ReplaceLineEndings("\n").Trim();
}
