namespace HandoffBridge.Stages;

/// <summary>Why something was not stored: the key of a text for people, and what fills its gaps.</summary>
public sealed record Problem(string Key, params object?[] Gaps)
{
    /// <summary>The sentence in a language.</summary>
    public string Say(Web.UiTexts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Say(Key, Gaps);
    }
}
